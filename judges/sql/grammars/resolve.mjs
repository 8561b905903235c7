// Finds the files of dt-sql-parser, which imports them as bundlers do: without an extension.
export async function resolve(specifier, context, next) {
  for (const end of ["", ".js", "/index.js"]) {
    try {
      return await next(specifier + end, context);
    } catch (error) {
      if (end === "/index.js") throw error;
    }
  }
}
