package meant

import "github.com/segc-lang/segc/internal/lazy"

// events are the words for events, by what segc calls them: verbs, participles and nouns.
var events = []struct {
	text string
	said []string
}{
	{"opened", []string{
		"opened", "open", "opens", "opening", "email opened", "opened email", "opened an email", "opened emails", "opened any email", "open email", "open emails", "opened message", "opened any message", "read", "viewed",
		"geöffnet", "öffnet", "öffnete", "öffnen", "geoeffnet", "mail geöffnet", "e-mail geöffnet", "gelesen",
		"ouvert", "ouverts", "ouvre", "ouvrir", "abierto", "abierta", "abiertos", "abrió", "abre", "abrir", "otwarte", "otwarty", "otwarto", "otworzył", "otworzyła", "otworzyli", "otwarć",
	}},
	{"clicked", []string{
		"clicked", "click", "clicks", "clicking", "clicked a link", "clicked any link", "clicked on a link", "clicked link", "clicked email", "clicked an email", "clicked on",
		"geklickt", "klickt", "klickte", "klicken", "angeklickt", "cliqué", "clique", "cliqué sur", "clic", "clics", "cliquer", "pulsado", "hizo clic", "hecho clic", "clicado", "kliknął", "kliknęła", "kliknięte", "kliknięto", "kliknęli", "kliknięć",
	}},
	{"delivered", []string{"delivered", "deliveries", "received", "received email", "received an email", "zugestellt", "erhalten", "livré", "livrés", "reçu", "entregado", "recibido", "recibió", "dostarczone", "dostarczono", "otrzymał", "otrzymane"}},
	{"bounced", []string{"bounced", "bounce", "bounces", "hard bounced", "soft bounced", "hard bounce", "soft bounce", "rebondi", "rebotado", "rebotó", "rebote", "odbite", "odbity"}},
	{"complained", []string{"complained", "complain", "complaints", "complaint", "marked as spam", "reported spam", "beschwert", "plaint", "quejado", "quejas", "poskarżył"}},
	{"unsubscribed", []string{"unsubscribed", "unsubscribe", "unsubscribes", "opted out", "abgemeldet", "désabonné", "désinscrit", "dado de baja", "wypisany", "wypisał się", "zrezygnował"}},
}

// Words around events.
var (
	// leads come before an event and say nothing: has opened, people who opened.
	leads = []string{
		"has", "have", "had", "did", "does", "do", "was", "were", "is", "hat", "haben", "wurde", "a", "ont", "ha", "han", "email was", "e-mail was",
		"has ever", "have ever", "ever", "who", "who have", "who has", "that", "which",
		"people who", "people who have", "contacts who", "contacts who have", "anyone who", "anyone who has", "everyone who", "everyone who has", "users who", "users who have", "subscribers who", "those who", "somebody who", "customers who",
	}
	negations = []string{
		"not", "never", "no", "zero", "didn't", "didn’t", "did not", "don't", "don’t", "do not", "doesn't", "doesn’t", "does not", "hasn't", "hasn’t", "haven't", "haven’t", "has not", "have not", "has never", "have never", "wasn't", "was not", "was never", "is not", "isn't", "weren't", "without",
		"nicht", "nie", "niemals", "kein", "keine", "hat nicht", "hat nie", "haben nicht", "noch nie", "non", "jamais", "pas", "n’a pas", "a jamais", "nunca", "no ha", "nunca ha", "ha nunca", "nigdy", "nigdy nie", "nie został",
	}
	// counts are comparisons in words.
	counts = []struct {
		text string
		said []string
	}{
		{">=", []string{">=", "=>", "≥", "at least", "min", "minimum", "no fewer than", "no less than", "not less than", "greater than or equal to", "mindestens", "wenigstens", "au moins", "al menos", "por lo menos", "co najmniej", "przynajmniej"}},
		{">", []string{">", "more than", "over", "greater than", "above", "mehr als", "öfter als", "plus de", "más de", "más que", "więcej niż", "ponad"}},
		{"<", []string{"<", "less than", "fewer than", "under", "below", "weniger als", "moins de", "menos de", "menos que", "mniej niż"}},
		{"<=", []string{"<=", "=<", "≤", "at most", "max", "maximum", "no more than", "not more than", "up to", "less than or equal to", "höchstens", "maximal", "au plus", "au maximum", "como máximo", "co najwyżej", "maksymalnie"}},
		{"=", []string{"=", "==", "===", "exactly", "equals", "genau", "exactement", "exactamente", "dokładnie"}},
	}
	times = []string{"times", "time", "x", "mal", "male", "fois", "veces", "vez", "razy", "raz", "emails", "mails", "opens", "clicks"}
	once  = lazy.Value[map[string]string]{Make: func() map[string]string {
		return map[string]string{"once": "1", "twice": "2", "thrice": "3", "einmal": "1", "zweimal": "2", "dreimal": "3"}
	}}

	// befores and afters are around the number of days of a window.
	befores = []string{
		"in", "within", "during", "over", "for", "since", "the", "last", "past", "previous", "recent", "on", "inside", "from", "of", "prior", "latest",
		"innerhalb", "den", "der", "die", "letzten", "letzte", "letzter", "vergangenen", "seit", "von", "während",
		"dans", "les", "des", "ces", "au", "cours", "pendant", "depuis", "en", "los", "las", "últimos", "últimas", "ultimos", "durante", "desde", "pasados",
		"w", "ciągu", "przez", "ostatnich", "ostatnie", "od",
	}
	afters = []string{"derniers", "dernières", "dernier", "passés", "précédents", "últimos", "pasados", "long", "or less", "max"}
	agos   = []string{"ago", "before today", "old", "zuvor"}

	units = lazy.Value[map[string]string]{Make: func() map[string]string {
		return map[string]string{
			"h": "h", "hour": "h", "hours": "h", "hr": "h", "hrs": "h", "stunde": "h", "stunden": "h", "heure": "h", "heures": "h", "hora": "h", "horas": "h", "godzin": "h", "godziny": "h", "fortnight": "f", "fortnights": "f",
			"d": "d", "day": "d", "days": "d", "day's": "d", "w": "w", "week": "w", "weeks": "w", "wk": "w", "wks": "w", "month": "m", "months": "m", "quarter": "q", "quarters": "q", "mo": "m", "year": "y", "years": "y", "yr": "y", "y": "y",
			"tag": "d", "tage": "d", "tagen": "d", "woche": "w", "wochen": "w", "monat": "m", "monate": "m", "monaten": "m", "jahr": "y", "jahre": "y", "jahren": "y",
			"jour": "d", "jours": "d", "semaine": "w", "semaines": "w", "mois": "m", "an": "y", "ans": "y", "année": "y", "années": "y",
			"día": "d", "días": "d", "dia": "d", "dias": "d", "semana": "w", "semanas": "w", "mes": "m", "meses": "m", "año": "y", "años": "y",
			"dzień": "d", "dni": "d", "tydzień": "w", "tygodnie": "w", "tygodni": "w", "miesiąc": "m", "miesiące": "m", "miesięcy": "m", "rok": "y", "lata": "y", "lat": "y",
		}
	}}
	numbers = lazy.Value[map[string]int]{Make: func() map[string]int {
		return map[string]int{
			"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90, "hundred": 100,
			"eleven": 11, "thirteen": 13, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "fifty": 50, "seventy": 70, "eighty": 80,
			"zwei": 2, "drei": 3, "sieben": 7, "zehn": 10, "dreißig": 30, "deux": 2, "trois": 3, "sept": 7, "dix": 10, "trente": 30, "dos": 2, "tres": 3, "siete": 7, "diez": 10, "treinta": 30, "dwa": 2, "trzy": 3, "siedem": 7, "dziesięć": 10, "trzydzieści": 30,
		}
	}}
)
