// Package processor measures what a program costs, for benchmarks only: processor time where
// the system tells it, and otherwise the time on the wall.
package processor
