package contact

import (
	"encoding/json"
	"strconv"

	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/rulesjson"
)

// MarshalJSON writes the fact as an object. Values, campaigns and lists are written as in
// the JSON of a contact:
//
//	{"column":"plan","value":"club"}     null: without a value
//	{"isp":1}                            null: no ISP
//	{"list":"…","on":true}
//	{"no_other_list":true}               on no list that another fact does not name
//	{"metric":"open","days_ago":3,"campaign":12,"at_least":2}
//	{"no_other":"open","window":"last","days":30,"campaigns":[12],"except":[13]}
func (f Fact) MarshalJSON() ([]byte, error) {
	object := struct {
		Column      string               `json:"column,omitempty"`
		Value       json.RawMessage      `json:"value,omitempty"`
		ISP         json.RawMessage      `json:"isp,omitempty"`
		List        string               `json:"list,omitempty"`
		On          *bool                `json:"on,omitempty"`
		NoOtherList bool                 `json:"no_other_list,omitempty"`
		Metric      rulesjson.Metric     `json:"metric,omitempty"`
		DaysAgo     *int                 `json:"days_ago,omitempty"`
		Campaign    json.RawMessage      `json:"campaign,omitempty"`
		AtLeast     int64                `json:"at_least,omitempty"`
		NoOther     rulesjson.Metric     `json:"no_other,omitempty"`
		Window      rulesjson.WindowMode `json:"window,omitempty"`
		Days        int                  `json:"days,omitempty"`
		Campaigns   []json.RawMessage    `json:"campaigns,omitempty"`
		Except      []json.RawMessage    `json:"except,omitempty"`
	}{}
	campaigns := func(ids []string) []json.RawMessage {
		var list []json.RawMessage
		for _, id := range ids {
			list = append(list, appendCampaign(nil, id))
		}
		return list
	}
	switch f.Kind {
	case FactColumn:
		object.Column, object.Value = f.Column, f.Value.appendJSON(nil)
	case FactISP:
		object.ISP = strconv.AppendInt(nil, f.ISP, 10)
	case FactNoISP:
		object.ISP = json.RawMessage("null")
	case FactOnList, FactNotOnList:
		on := f.Kind == FactOnList
		object.List, object.On = f.List, &on
	case FactNoOtherList:
		object.NoOtherList = true
	case FactHappened:
		object.Metric, object.DaysAgo, object.AtLeast = f.Event.Metric, &f.Event.DaysAgo, f.Event.Times()
		if f.Event.Campaign != "" {
			object.Campaign = appendCampaign(nil, f.Event.Campaign)
		}
	case FactNoOther:
		object.NoOther, object.Window, object.Days = f.Scope.Metric, f.Scope.Window.Mode, f.Scope.Window.Days
		object.Campaigns, object.Except = campaigns(f.Scope.Campaigns), campaigns(f.Scope.Except)
	}
	text, err := json.Marshal(object)
	return inert.JSON(text), err
}
