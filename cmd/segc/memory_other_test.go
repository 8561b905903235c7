//go:build !linux

package main

// memoryFolder returns the name of no folder: segc's tests know none in memory here.
func memoryFolder() string { return "" }
