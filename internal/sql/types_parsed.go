package sql

// The types of the databases that no test runs.

func bigTypes() types {
	form := matched("regexp_contains(", ", '^(", ")$')")
	return types{
		backslash: true,
		// A value is written as a literal, which begins with its type, or with what quotes it.
		name: func(ref string) string {
			return "coalesce(regexp_extract(format('%T', " + ref + "), '^(?:true|false|[A-Z]+ |[^a-zA-Z0-9.-])'), 'number')"
		},
		text: asText("STRING"), infinite: []string{"NaN", "inf", "-inf"},
		matches: form, notNumber: unread(form, "SAFE_CAST(", " AS BIGNUMERIC)"),
		micros: microsOf(same, func(t Time, ref string) string {
			if t == Moment || t == Local {
				return "unix_micros(" + ref + ")"
			}
			return "unix_micros(timestamp(" + ref + ", 'UTC'))"
		}, func(ref, zone string) string { return "timestamp(" + ref + ", " + zone + ")" }),
		names: map[holds]string{
			aText: `",'`, aNumber: "number,NUMERIC ,BIGNUMERIC ", aBoolean: "true,false", aMoment: "TIMESTAMP ", aUTC: "DATETIME ", aDay: "DATE ", aList: "[",
			aJSON: `",',JSON `, anID: `",'`,
		},
	}
}

func snowTypes() types {
	form := matched("regexp_like(", ", '", "')")
	return types{
		name: func(ref string) string { return "typeof(to_variant(" + ref + "))" },
		text: asText("varchar"), infinite: []string{"NaN", "inf", "-inf"},
		matches: form, notNumber: unread(form, "TRY_CAST(", " AS number(38, 18))"),
		micros: microsOf(same, func(t Time, ref string) string {
			if t == WholeDay {
				ref += "::timestamp_ntz"
			}
			return "date_part(epoch_microsecond, " + ref + ")"
		}, func(ref, zone string) string { return "convert_timezone(" + zone + ", 'UTC', " + ref + ")" }),
		names: map[holds]string{
			aText: "VARCHAR", aNumber: "INTEGER,DECIMAL,DOUBLE", aBoolean: "BOOLEAN", aMoment: "TIMESTAMP_TZ,TIMESTAMP_LTZ", aUTC: "TIMESTAMP_NTZ", aDay: "DATE",
			aList: "ARRAY", aJSON: "VARCHAR", anID: "VARCHAR",
		},
	}
}

func sparkTypes() types {
	form := matched("regexp_like(", ", '^(", ")$')")
	return types{
		name: func(ref string) string { return "split_part(typeof(" + ref + "), '(', 1)" },
		text: asText("string"), infinite: []string{"NaN", "Infinity", "-Infinity"},
		matches: form, notNumber: unread(form, "try_cast(", " AS decimal(38, 18))"),
		micros: microsOf(around2("try_cast(", " AS decimal(38, 6))"), func(t Time, ref string) string {
			if t == Moment {
				return "unix_micros(" + ref + ")"
			}
			return "timestampdiff(MICROSECOND, TIMESTAMP_NTZ '1970-01-01 00:00:00', CAST(" + ref + " AS TIMESTAMP_NTZ))"
		}, func(ref, zone string) string { return "convert_timezone(" + zone + ", 'UTC', " + ref + ")" }),
		names: map[holds]string{
			aText: "string,varchar,char", aNumber: "tinyint,smallint,int,bigint,decimal,float,double", aBoolean: "boolean", aMoment: "timestamp", aUTC: "timestamp_ntz",
			aDay: "date", aList: "array<string>", aJSON: "string,varchar", anID: "string,varchar,char",
		},
	}
}

func trinoTypes() types {
	form := matched("regexp_like(", ", '^(", ")$')")
	return types{
		name: func(ref string) string { return "regexp_replace(typeof(" + ref + "), '[(].*[)]')" },
		text: asText("varchar"), infinite: []string{"NaN", "Infinity", "-Infinity"},
		matches: form, notNumber: unread(form, "TRY_CAST(", " AS decimal(38, 18))"),
		micros: microsOf(around2("TRY_CAST(", " AS decimal(38, 6))"), func(t Time, ref string) string {
			if t == WholeDay {
				ref = "CAST(" + ref + " AS timestamp(6))"
			}
			return "to_unixtime(" + ref + ") * 1000000"
		}, func(ref, zone string) string { return "with_timezone(" + ref + ", " + zone + ")" }),
		names: map[holds]string{
			aText: "varchar,char", aNumber: "tinyint,smallint,integer,bigint,decimal,real,double", aBoolean: "boolean", aMoment: "timestamp with time zone", aUTC: "timestamp",
			aDay: "date", aList: "array", aJSON: "varchar,json", anID: "varchar,char,uuid",
		},
	}
}
