-- The language server of segc for vim.lsp.enable('segc'), which Neovim has since 0.11.
return require('segc').config()
