package main
import ("context";"fmt";"os";"io";"github.com/segc-lang/segc")
func main(){ b,_:=io.ReadAll(os.Stdin); r,l:=segc.Compile(context.Background(), string(b), segc.Options{}); for _,d:=range l {fmt.Println(d.Error(), d.Notes)}; if r!=nil {os.Stdout.Write(r.RulesJSON(false))}}
