package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/term"

	"github.com/segc-lang/segc/internal/test/judges"
)

// openTerminal makes a terminal: the end that a person has, and the one that a
// program has.
func openTerminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		judges.Missing(t, "terminal", "there are no terminals: %v", err)
	}
	t.Cleanup(func() { _ = person.Close() })
	var locked, number int32
	for request, value := range map[uintptr]*int32{syscall.TIOCSPTLCK: &locked, syscall.TIOCGPTN: &number} {
		if _, _, err := syscall.Syscall(syscall.SYS_IOCTL, person.Fd(), request, uintptr(unsafe.Pointer(value))); err != 0 {
			t.Fatal(err)
		}
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = program.Close() })
	return person, program
}

// TestInterruptedPrompt checks that Ctrl-C, where the key is asked for, leaves a
// terminal that shows what is typed.
func TestInterruptedPrompt(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	person, program := openTerminal(t)
	before, err := term.GetState(int(program.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "segc", "plan", "--lock", s.dir+"/segc.lock", s.dir)
	cmd.Env = append(os.Environ(), "SEGC_API_URL="+s.url, "SEGC_API_KEY=", "SEGC_API_KEY_FILE=")
	cmd.Stdin = program
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	problems, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	const prompt = "API key: "
	if _, err := io.ReadFull(problems, make([]byte, len(prompt))); err != nil {
		t.Fatal(err)
	}
	if _, err := person.Write([]byte("\x03")); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	_, _ = said.ReadFrom(problems)
	_ = cmd.Wait() // its exit code says it
	if code := cmd.ProcessState.ExitCode(); code != 130 || !strings.Contains(said.String(), "interrupted") {
		t.Errorf("the exit code is %d: %s", code, said.String())
	}
	after, err := term.GetState(int(program.Fd()))
	if err != nil || !reflect.DeepEqual(before, after) {
		t.Errorf("the terminal is not as it was: %v", err)
	}
}
