import { testVerdicts } from "../hostile";
import { testVectors } from "../vectors";

const KEYS = "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

testVectors("what servers keep for SCRAM", [
  // RFC 7677.
  { password: "pencil", hash: `SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$${KEYS}` },
  // Of a role of PostgreSQL 15.
  {
    password: "Pencil €",
    hash: "SCRAM-SHA-256$4096:VNw+m6OhdUeo2dqjuMfNpw==$XgknLufZumTYrL3DnYzdy5r7T8EosqiVB4igBWxRciQ=:2DZqskwiMWnqSNVdJy1nZU3pnYDpx3z/9t1JyoUypj4=",
  },
  // Dovecot.
  {
    password: "test",
    hash: "{SCRAM-SHA-1}4096,GetyLXdBuHzf1FWf8SLz2Q==,NA/OqmF4hhrsrB9KR7po+dliTGM=,QBiURvQaE6H6qYTmeghDHLANBFQ=",
  },
  {
    password: "test",
    hash: "{scram-sha-1}4096,GetyLXdBuHzf1FWf8SLz2Q==,NA/OqmF4hhrsrB9KR7po+dliTGM=,QBiURvQaE6H6qYTmeghDHLANBFQ=",
    beside: { scheme: "dovecot" },
  },
]);

testVerdicts("unreadable", [
  `SCRAM-SHA-256$0:W22ZaJ0SNY7soEsUEjb6gQ==$${KEYS}`,
  `SCRAM-SHA-256$-1:W22ZaJ0SNY7soEsUEjb6gQ==$${KEYS}`,
  `SCRAM-SHA-256$4096:$${KEYS}`,
  `SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$${KEYS.slice(0, 44)}`,
  `SCRAM-SHA-1$4096:W22ZaJ0SNY7soEsUEjb6gQ==$${KEYS}`,
]);

testVerdicts("too-costly", [`SCRAM-SHA-256$4000001:W22ZaJ0SNY7soEsUEjb6gQ==$${KEYS}`]);

// PostgreSQL 15 leaves out what SASLprep maps to nothing, and takes what it prohibits as it is; Dovecot 2.3 takes everything so.
testVectors("SCRAM of passwords that have another normal form", [
  // A space without width is a space to PostgreSQL, and what Unicode ignores is not all ignored.
  {
    password: "x\u200by",
    hash: "SCRAM-SHA-256$4096:J5YWAHmQ4cp6HbviNsugmw==$uUbEdRkZsmViXPnwBBXUu+1h/jN92I3mgly0jHdejiM=:p/CLcrC0h0xmIjbTASvfWoYqjuMrJYeAYGwlPCAs4N4=",
    slow: true,
  },
  {
    password: "x y",
    hash: "SCRAM-SHA-256$4096:J5YWAHmQ4cp6HbviNsugmw==$uUbEdRkZsmViXPnwBBXUu+1h/jN92I3mgly0jHdejiM=:p/CLcrC0h0xmIjbTASvfWoYqjuMrJYeAYGwlPCAs4N4=",
    slow: true,
  },
  {
    password: "x\u3164y",
    hash: "SCRAM-SHA-256$4096:5oFYZgomD4zWvI+mrj0C/g==$BPjc7uQazxKSNCdQBt9ETExl6yPWWhim568rQCDLLOw=:6qkW1ghZFyXMEOWEgHs2hV5gbLN4EzrXNH+pmJQDV7E=",
    slow: true,
  },
  {
    password: "x\ufe0f",
    hash: "SCRAM-SHA-256$4096:Wr2cVoYPTo3EplECblwcfA==$XrFp2YtYD8PgaNU0rNY9+5eKxaL6g2h5zvzvg2rPGSU=:96BUBl3/fJEXSxa/ocXaw4BvKU+1Jl/R0YILk/sJqok=",
    slow: true,
  },
  {
    password: "e\u0301\u{1f984}",
    hash: "SCRAM-SHA-256$4096:wo9VACLyy/UAmSNLhJZu3Q==$gbKbuJuoKX+CIYlw5QRw47Pzwg6DA9A81gdNwJdeqw4=:rmofQhrAdwWfPYYKidG6SkRUjV/Y3QWddt7q4hEee3M=",
  },
  {
    password: "Mu\u0308n\u0303€ro\u0308A\u0308",
    hash: "{SCRAM-SHA-256}4096,IyhWXDKoT3PrAELccidAfQ==,1U9GMbuyasgFHVD14pIrGd/csxwZKRXjzASmucXu3EU=,EykLhA8+K0ome75qk4RrQz3bqfyNJWhCS3E0jQysT6Q=",
  },
]);
