package main

// handwritten is what a person writes in SQL for a rule of examples/, with the readings of plain.
type handwritten struct {
	file    string // in examples/, without .seg
	lists   string // of the segment
	columns string // a condition on the columns of the contact
	test    string // on counts of events, each {in braces}
	counts  []kind
}

// kind is a kind of events that are counted. @31 is 31 days before the present.
type kind struct{ name, where string }

const (
	newsletter = "'0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab'"
	customers  = "'5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34'"
	leads      = "'c2a9e6f1-0b7d-4d35-9e48-71f3b5c8d260'"
	subscribed = "c.status = 'subscribed'"
)

// rules are 15 of the examples; all of them look at events.
func rules() []handwritten {
	complaints := kind{"complaints", "e.metric = 'complaint'"}
	last := func(name, metric, days string) kind {
		return kind{name, "e.metric = '" + metric + "' AND e.occurred_at > @" + days}
	}
	before := func(name, metric, days string) kind {
		return kind{name, "e.metric = '" + metric + "' AND e.occurred_at <= @" + days}
	}
	return []handwritten{
		{"active-gmail", newsletter, subscribed + " AND c.isp = 1", "{opens >= 1}", []kind{last("opens", "open", "31")}},
		{
			"bounce-hygiene", newsletter + ", " + customers + ", " + leads, subscribed, "(({bounces >= 3} AND {deliveries = 0}) OR {complaints >= 2})",
			[]kind{last("bounces", "bounce", "31"), last("deliveries", "delivered", "31"), complaints},
		},
		{
			"clearance", newsletter, subscribed + " AND c.confirmed", "({opens >= 2} OR {clicks >= 1}) AND {complaints = 0} AND {bounces <= 2}",
			[]kind{last("opens", "open", "31"), last("clicks", "click", "61"), last("complaints", "complaint", "366"), last("bounces", "bounce", "91")},
		},
		{
			"holiday-exclusion", newsletter, subscribed + " AND (NOT c.no_holiday_offers OR c.no_holiday_offers IS NULL)", "{complaints = 0} AND {opens >= 1} AND {clicks = 0}",
			[]kind{
				complaints,
				{"opens", "e.metric = 'open' AND e.occurred_at > @91 AND (e.campaign_id IS NULL OR e.campaign_id NOT IN ('260', '268'))"},
				{"clicks", "e.metric = 'click' AND e.campaign_id IN ('260', '268')"},
			},
		},
		{
			"interests", newsletter + ", " + customers, subscribed + " AND #climbing,skiing# AND NOT #cycling# AND (c.region = 'alps' OR c.country IN ('AT', 'CH'))", "{complaints = 0} AND {opens >= 1}",
			[]kind{complaints, last("opens", "open", "85")},
		},
		{
			"loyalty-tiers", customers, subscribed + " AND ((c.plan IN ('plus', 'club') AND c.orders >= 3) OR (c.plan IN ('free', 'plus', 'club') AND c.orders >= 10))",
			"{complaints = 0} AND ((c.plan IN ('plus', 'club') AND c.orders >= 3 AND ({opens >= 1} OR {clicks >= 1})) OR (c.plan IN ('free', 'plus', 'club') AND c.orders >= 10 AND ({opens30 >= 1} OR {clicks30 >= 1})))",
			[]kind{complaints, last("opens", "open", "91"), last("clicks", "click", "91"), last("opens30", "open", "31"), last("clicks30", "click", "31")},
		},
		{"market-launch", newsletter, subscribed + " AND c.country = 'AT'", "{complaints = 0} AND {clicks >= 1}", []kind{complaints, last("clicks", "click", "181")}},
		{
			"plan-renewal", customers, subscribed + " AND c.plan IN ('plus', 'club') AND c.next_renewal BETWEEN !2026-06-01! AND !2026-07-01! AND c.isp IN (1, 2)",
			"{complaints = 0} AND {opens <= 1} AND {clicks = 0}",
			[]kind{complaints, last("opens", "open", "31"), last("clicks", "click", "61")},
		},
		{
			"post-purchase", customers, subscribed + " AND c.orders = 1 AND c.first_order_at BETWEEN !2026-04-01! AND !2026-04-30!",
			"{complaints = 0} AND {bounces = 0} AND ({opens >= 2} OR {clicks >= 1}) AND {reminders = 0}",
			[]kind{
				complaints, last("bounces", "bounce", "91"), last("opens", "open", "31"), last("clicks", "click", "61"),
				{"reminders", "e.metric = 'open' AND e.occurred_at > @8 AND e.campaign_id = 'f61b9a3d-27c8-4e50-b0f4-8d2e7c5a1963'"},
			},
		},
		{
			"re-permission", newsletter + ", " + leads, subscribed + " AND c.source IN ('import', 'fair')", "{complaints = 0} AND {opens = 0} AND {clicks = 0} AND {deliveries >= 3}",
			[]kind{complaints, {"opens", "e.metric = 'open'"}, {"clicks", "e.metric = 'click'"}, {"deliveries", "e.metric = 'delivered'"}},
		},
		{
			"reactivation", newsletter, subscribed + " AND c.country <> 'DE'", "{complaints = 0} AND ({opens >= 1} OR {clicks >= 1}) AND {lately = 0}",
			[]kind{complaints, before("opens", "open", "61"), before("clicks", "click", "61"), {"lately", "e.metric IN ('open', 'click') AND e.occurred_at > @61"}},
		},
		{
			"sale-clickers", newsletter + ", " + customers, subscribed + " AND (c.last_order_at < !2025-07-15! OR c.last_order_at IS NULL)", "{complaints = 0} AND {clicks BETWEEN 1 AND 5}",
			[]kind{complaints, {"clicks", "e.metric = 'click' AND e.campaign_id IN ('204', '231', '260', '268') AND e.occurred_at > @366"}},
		},
		{
			"sunset", newsletter + ", " + customers, subscribed + " AND c.created_at < !2025-11-01!", "{complaints = 0} AND {activity = 0} AND {deliveries >= 10}",
			[]kind{complaints, {"activity", "e.metric IN ('open', 'click') AND e.occurred_at > @181"}, last("deliveries", "delivered", "181")},
		},
		{
			"vip", customers, subscribed + " AND (c.revenue >= 2500 OR c.plan = 'club' AND c.revenue >= 1000.50)", "{complaints = 0} AND ({opens >= 2} OR {clicks >= 1})",
			[]kind{complaints, last("opens", "open", "31"), last("clicks", "click", "61")},
		},
		{
			"win-back", customers, subscribed + " AND c.orders >= 2 AND c.last_order_at BETWEEN !2025-04-01! AND !2025-10-31!", "{complaints = 0} AND {lately = 0} AND {before >= 1}",
			[]kind{
				complaints,
				{"lately", "e.metric IN ('open', 'click') AND e.occurred_at > @181"},
				{"before", "e.metric IN ('open', 'click') AND e.occurred_at <= @181"},
			},
		},
	}
}
