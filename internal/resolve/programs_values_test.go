package resolve_test

// valuePrograms are marked texts of every way in which a value, a param or a parameter can be
// named.
var valuePrograms = []program{
	{
		name: "values",
		text: "value «a|value a in:1» = (1, «b|value b in:2», «none|param none in:4»)\nvalue «b|value b in:2» = 2\nvalue «n|value n in:3» = 30d\nparam «none|param none in:4»: number = «b|value b in:2»\n" +
			"value «on_day|value on_day in:5» = 2026-05-01 + «n|value n in:3»\nvalue «t|value t in:6» = \"x\"\nparam «c|param c in:7»: choice(«t|value t in:6», \"y\") = «t|value t in:6»\n" +
			"field «x|column x in:8»: choice(«t|value t in:6», \"c\")\n" +
			"where «x|column x in:8» in («a|value a in:1», nobody, «`c`|param c in:7») and «x|column x in:8» between «on_day|value on_day in:5» - «n|value n in:3» and today - 2d + «n|value n in:3» " +
			"and opened between «a|value a in:1» and 3 in last «n|value n in:3» or clicked >= «b|value b in:2» more than 3d ago",
	},
	{
		name: "params of ids",
		text: "param «l|param l in:1»: list = «vip|list vip in:2»\nlist «vip|list vip in:2» = " + id1 + "\nparam «i|param i in:3»: ISP\nisp «all|isp all in:4» = («i|param i in:3», 7)\nparam «n|param n in:5»: number = 1\nisp «n|isp n in:6» = 1\n" +
			"segment \"s\" lists «l|param l in:1»\nwhere list in («l|param l in:1», «vip|list vip in:2») and isp in («i|param i in:3», «n|isp n in:6», l) and «n|column n» = «n|param n in:5» and opened from campaigns (i)",
	},
	{
		name: "parameters",
		text: "value «n|value n in:1» = 1\nlet «f|part f in:2»(«n|parameter n in:2», «`m n`|parameter m n in:2»)=«x|column x» = «n|parameter n in:2» and opened in last «`m n`|parameter m n in:2»\n" +
			"let «g|part g in:3»(«i|parameter i in:3») = isp = «i|parameter i in:3»\nlet «h|part h in:4»(«j|parameter j in:4»,«k|parameter k in:4») = «g|part g in:3»(«j|parameter j in:4») and «f|part f in:2»(«k|parameter k in:4», 3d)\n" +
			"isp «n|isp n in:5» = 1\nrequire «g|part g in:3»(«n|isp n in:5»)\n" +
			"where «f|part f in:2»(«n|value n in:1», 30d) and «g|part g in:3»((«n|isp n in:5», 2)) and «h|part h in:4»(«n|isp n in:5», («n|value n in:1»)) and «x|column x» = «n|value n in:1»",
	},
	{
		name: "wrong parameters",
		text: "let «f|part f in:1»(«n|parameter n in:1», «n|parameter n in:1») = «n|parameter n in:1» and «n|parameter n in:1» = «n|parameter n in:1»\n" +
			"let «g|part g in:2»(«a|parameter a in:2») = «g|part g in:2»(«a|parameter a in:2») or «f|part f in:1»(«a|parameter a in:2», 1, 2)\nvalue «v|value v in:3» = 1\n" +
			"where «g|part g in:2»(«v|value v in:3»)",
	},
	{
		name: "broken values",
		text: "let «f|broken part f in:1»(«n|parameter n in:1») =\nparam «p|broken param p in:2»:\nparam «q|broken param q in:3»: number =\nrequire «x|column x» in («v|broken value v in:5», «p|broken param p in:2», «q|broken param q in:3»)\n" +
			"value «v|broken value v in:5» =",
	},
}
