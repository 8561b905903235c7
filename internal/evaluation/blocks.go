package evaluation

import (
	"context"
	"errors"
	"io"

	"github.com/segc-lang/segc/internal/contactfile"
)

// blocks are the blocks of a file.
type blocks interface {
	Next() (contactfile.Block, error)
}

// task is a block, and where its result comes.
type task[T any] struct {
	block  contactfile.Block
	result chan T
}

// inOrder works on the blocks of a file, several at the same time, and takes the results in
// the order of the blocks. Work gets the number of its worker, which works on one block at a time.
// What is taken after an error is lost.
func inOrder[T any](ctx context.Context, from blocks, workers int, work func(worker int, b *contactfile.Block) T, take func(T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	tasks, order := make(chan task[T]), make(chan task[T], 2*workers)
	read := make(chan error, 1)
	go func() {
		defer close(order)
		defer close(tasks)
		read <- handOut(ctx, from, tasks, order)
	}()
	done := make(chan struct{}, workers)
	for number := range workers {
		go func() {
			defer func() { done <- struct{}{} }()
			for t := range tasks {
				t.result <- work(number, &t.block)
			}
		}()
	}
	var err error
	for t := range order {
		if got := <-t.result; err == nil {
			if err = take(got); err != nil {
				cancel()
			}
		}
	}
	for range workers {
		<-done
	}
	if ended := <-read; err == nil {
		err = ended
	}
	return err
}

// handOut hands out the blocks of a file.
func handOut[T any](ctx context.Context, from blocks, tasks, order chan<- task[T]) error {
	for {
		b, err := from.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		t := task[T]{b, make(chan T, 1)}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case order <- t:
		}
		tasks <- t
	}
}

// eachBlock calls a function for every block of a file.
func eachBlock(ctx context.Context, from blocks, each func(*contactfile.Block) error) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		b, err := from.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = each(&b)
		}
		if err != nil {
			return err
		}
	}
}
