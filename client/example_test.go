package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/devserver"
)

func Example() {
	// The API on this machine, as `segc dev-server` serves it. For the platform,
	// leave BaseURL empty and give the key of your account.
	dev, err := devserver.New(devserver.Config{Keys: []string{"dev-key"}, RateLimit: 60})
	if err != nil {
		fmt.Println(err)
		return
	}
	server := httptest.NewServer(dev)
	defer server.Close()

	c, err := client.New(client.Options{BaseURL: server.URL, Key: "dev-key"})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	s, err := c.CreateSegment(ctx, client.NewSegment{
		Name:         "Subscribed",
		Color:        "#7cb7de",
		ContactLists: []string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"},
		Rules: json.RawMessage(`{"any":[{"all":[
			{"kind":"field","field":"status","operator":"equals","value":"subscribed"}]}]}`),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Name, s.Status)

	for s, err := range c.ListSegments(ctx, client.ListOptions{Search: "sub"}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(s.Name, s.Status, *s.TotalCount)
	}

	color := "blue"
	_, err = c.UpdateSegment(ctx, s.ID, client.Update{Color: &color})
	var refused *client.APIError
	if errors.As(err, &refused) {
		fmt.Println(refused.Status, refused.Problems[0].Path)
	}
	// Output:
	// Subscribed PENDING
	// Subscribed DONE 84
	// 400 color
}
