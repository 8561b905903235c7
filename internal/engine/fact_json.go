package engine

import (
	"encoding/json"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

// MarshalJSON writes a fact as an object. Values, campaigns and lists are written
// as in the JSON of a contact.
//
//	{"column":"plan","value":"club"}                    null: it has no value
//	{"isp":1}                                           null: it has none
//	{"list":"…","on":true}
//	{"no_other_list":true}                              beside those that it is on
//	{"metric":"open","days_ago":3,"campaign":12,"at_least":2}
//	{"no_other":"open","window":"last","days":30,"campaigns":[12],"except":[13]}
func (f Fact) MarshalJSON() ([]byte, error) {
	object := struct {
		Column      string            `json:"column,omitempty"`
		Value       json.RawMessage   `json:"value,omitempty"`
		ISP         json.RawMessage   `json:"isp,omitempty"`
		List        string            `json:"list,omitempty"`
		On          *bool             `json:"on,omitempty"`
		NoOtherList bool              `json:"no_other_list,omitempty"`
		Metric      condition.Metric  `json:"metric,omitempty"`
		DaysAgo     *int              `json:"days_ago,omitempty"`
		Campaign    json.RawMessage   `json:"campaign,omitempty"`
		AtLeast     int64             `json:"at_least,omitempty"`
		NoOther     condition.Metric  `json:"no_other,omitempty"`
		Window      string            `json:"window,omitempty"`
		Days        int               `json:"days,omitempty"`
		Campaigns   []json.RawMessage `json:"campaigns,omitempty"`
		Except      []json.RawMessage `json:"except,omitempty"`
	}{}
	campaigns := func(ids []string) []json.RawMessage {
		var list []json.RawMessage
		for _, id := range ids {
			list = append(list, contact.AppendCampaign(nil, id))
		}
		return list
	}
	switch f.Kind {
	case ColumnIs:
		object.Column, object.Value = f.Column, valueJSON(f.Value)
	case ISPIs:
		object.ISP, _ = json.Marshal(f.ISP)
	case NoISP:
		object.ISP = json.RawMessage("null")
	case OnList, NotOnList:
		on := f.Kind == OnList
		object.List, object.On = f.List, &on
	case NoOtherList:
		object.NoOtherList = true
	case Happened:
		object.Metric, object.DaysAgo, object.AtLeast = f.Metric, &f.Event.DaysAgo, f.Event.Times()
		if f.Event.Campaign != "" {
			object.Campaign = contact.AppendCampaign(nil, f.Event.Campaign)
		}
	case NoOther:
		object.NoOther, object.Window, object.Days = f.Metric, string(f.Scope.Window.Mode), f.Scope.Window.Days
		object.Campaigns, object.Except = campaigns(f.Scope.Include), campaigns(f.Scope.Exclude)
	}
	return json.Marshal(object)
}

func valueJSON(v contact.Value) json.RawMessage {
	text, err := v.MarshalJSON()
	if err != nil {
		panic(err) // every value can be written
	}
	return text
}
