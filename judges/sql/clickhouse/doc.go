// Package clickhouse runs ClickHouse for judges and benchmarks: the library that the package chdb of npm
// has inside, in a process of Node.js. It starts nothing unless it is asked to.
//
//   - clickhouse.go starts it and has it run statements; clickhouse.js is the other end
package clickhouse
