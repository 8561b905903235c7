//go:build !linux

package main

// memoryFolder returns no name: only Linux has a folder in memory that tests can rely on.
func memoryFolder() string { return "" }
