import { testVerdicts } from "../hostile";
import { judge, testVectors } from "../vectors";

testVectors("md5crypt of hashcat, Openwall and libxcrypt", [
  { password: "hashcat", hash: "$1$38652870$DUjsu4TTlTsOe/xxZ05uf/" },
  { password: "U*U*U*U*", hash: "$1$dXc3I7Rw$ctlgjDdWJLMT.qwHsWhXR1" },
  { password: "*U*U*U*U", hash: "$1$eQT9Hwbt$XtuElNJD.eW5MN5UCWyTQ0" },
  { password: " ", hash: "$1$m/5ee7ol$bZn0kIBFipq39e.KDXX8I0" },
  { password: "4lpHa N|_|M3r1K W/ Cur5Es: #$%(*)(*%#", hash: "$1$jQS7o98J$V6iTcr71CGgwW2laf17pi1" },
  { password: "táБℓə", hash: "$1$d6/Ky1lU$/xpf8m7ftmWLF.TjHCqel0" },
  { password: "hashcat", hash: "$1$$piNo/dnHWQdC.LUlVHju20" },
]);

testVectors("apr1 of hashcat and Apache", [
  { password: "hashcat", hash: "$apr1$62722340$zGjeAwVP2KwY6MtumUI1N/" },
  { password: "myPassword", hash: "$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/" },
  { password: "táБℓə", hash: "$apr1$bzYrOHUx$a1FcpXuQDJV3vPY20CS6N1" },
]);

testVectors("SHA-256 of the specification, hashcat and Openwall", [
  { password: "Hello world!", hash: "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5" },
  {
    password: "Hello world!",
    hash: "$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA",
  },
  {
    password: "This is just a test",
    hash: "$5$rounds=5000$toolongsaltstrin$Un/5jzAHMgOGZ5.mWJpuVolil07guHPvOW8mGRcvxa5",
  },
  {
    password: "a very much longer text to encrypt.  This one even stretches over morethan one line.",
    hash: "$5$rounds=1400$anotherlongsalts$Rx.j8H.h8HjEDGomFU8bDkXm3XIUnzyxf12oP84Bnq1",
  },
  {
    password: "a short string",
    hash: "$5$rounds=123456$asaltof16chars..$gP3VQ/6X7UUEW3HkBn2w1/Ptq2jxPyzV/cZKmF/wJvD",
    slow: true,
  },
  {
    password: "the minimum number is still observed",
    hash: "$5$rounds=1000$roundstoolow$yfvwcWrQ8l/K0DAWyuPMDNHpIVlTQebY9l/gL972bIC",
  },
  { password: "hashcat", hash: "$5$7777657035274252$XftMj84MW.New1/ViLY5V4CM4Y7EBvfETaZsCW9vcJ8" },
  { password: "U*U***U*", hash: "$5$LKO/Ute40T3FNF95$8Ry82xGnnPI/6HtFYnvPBTYgOL23sdMXn8C29aO.x/A" },
]);

testVectors("SHA-512 of the specification, hashcat, Openwall and libxcrypt", [
  {
    password: "Hello world!",
    hash: "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
  },
  {
    password: "a very much longer text to encrypt.  This one even stretches over morethan one line.",
    hash: "$6$rounds=1400$anotherlongsalts$POfYwTEok97VWcjxIiSOjiykti.o/pQs.wPvMxQ6Fm7I6IoYN3CmLs66x9t0oSwbtEW7o7UmJEiDwGqd8p4ur1",
  },
  {
    password: "we have a short salt string but not a short password",
    hash: "$6$rounds=77777$short$WuQyW2YR.hBNpjjRhpYD/ifIw05xdfeEyQoMxIXbkvr0gge1a1x3yRULJ5CCaUeOxFmtlcGZelFl5CxtgfiAc0",
    slow: true,
  },
  {
    password: "the minimum number is still observed",
    hash: "$6$rounds=1000$roundstoolow$kUMsbe306n21p9R.FRkW3IGn.S9NPN0x50YhH1xhLsPuWGsUSklZt58jaTfF4ZEQpyUNGc0dqbpBYYBaHHrsX.",
  },
  {
    password: "hashcat",
    hash: "$6$72820166$U4DVzpcYxgw7MVVDGGvB2/H5lRistD5.Ah4upwENR5UtffLR4X4SxSzfREv8z6wVl0jRFX40/KnYVvK4829kD1",
  },
  {
    password: "U*U*U*U*",
    hash: "$6$LKO/Ute40T3FNF95$6S/6T2YuOIHY0N3XpLKABJ3soYcXD9mB7uVbtEZDj/LNscVhZoZ9DEH.sBciDrMsHOWOoASbNLTypH/5X26gN0",
  },
  {
    password: "hashcat",
    hash: "$6$$XyG5dKPbrOMf5bMW7pUl.Jm6q4bxQviRij7CWKVbzW4oA1OzUqxcLm.l2I75EFot8rcFBz.8p2qpn6i8oFjqq1",
  },
]);

const SHA256_DIGEST = "5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5";

test.each(["1000001", "999999999"])("%s rounds are too many", async (rounds) => {
  expect(await judge("hashcat", { hash: `$5$rounds=${rounds}$saltstring$${SHA256_DIGEST}` })).toBe(
    "too-costly",
  );
});

test.each([
  ["rounds below the least", `$5$rounds=999$saltstring$${SHA256_DIGEST}`],
  ["rounds above the most", `$5$rounds=1000000000$saltstring$${SHA256_DIGEST}`],
  ["rounds beyond every number", `$5$rounds=${"9".repeat(400)}$saltstring$${SHA256_DIGEST}`],
  ["a leading zero", `$5$rounds=05000$saltstring$${SHA256_DIGEST}`],
  ["no rounds", `$5$rounds=$saltstring$${SHA256_DIGEST}`],
  ["rounds twice", `$5$rounds=5000$rounds=5000$saltstring$${SHA256_DIGEST}`],
  ["the digest of the other algorithm", `$6$saltstring$${SHA256_DIGEST}`],
  ["a long salt", `$5$saltstringsaltstr$${SHA256_DIGEST}`],
  ["a colon in the salt", `$5$salt:string$${SHA256_DIGEST}`],
  ["DES", "//EsnG9FLTKjo"],
  ["BSDi", "_J9..CCCCXBrJUJV154M"],
  ["yescrypt", "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7"],
])("%s is not read", async (_, hash) => {
  expect(await judge("hashcat", { hash })).toBe("unreadable");
  expect(await judge("hashcat", { hash, beside: { scheme: "crypt" } })).toBe("unreadable");
});

test("the scheme crypt reads bcrypt too", async () => {
  const hash = "$2a$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe";
  expect(await judge("password", { hash, beside: { scheme: "crypt" } })).toBe("match");
});

testVectors("the crypt(3) of NetBSD, of passlib's tests", [
  { password: "password", hash: "$sha1$19703$iVdJqfSE$v4qYKl1zqYThwpjJAoKX6UvlHq/a" },
  { password: "password", hash: "$sha1$21773$uV7PTeux$I9oHnvwPZHMO0Nq6/WgyGV/tDJIH" },
  { password: "t\u00e1\u0411\u2113\u0259", hash: "$sha1$40000$uJ3Sp7LE$.VEmLO5xntyRFYihC7ggd3297T/D" },
]);

testVerdicts("unreadable", [
  "$sha1$21773$u!7PTeux$I9oHnvwPZHMO0Nq6/WgyGV/tDJIH",
  "$sha1$01773$uV7PTeux$I9oHnvwPZHMO0Nq6/WgyGV/tDJIH",
  "$sha1$21773$uV7PTeux$I9oHnvwPZHMO0Nq6/WgyGV/tDJIH$",
  "$sha1$$uV7PTeux$I9oHnvwPZHMO0Nq6/WgyGV/tDJIH$",
]);

testVerdicts("too-costly", ["$sha1$4294967295$uV7PTeux$I9oHnvwPZHMO0Nq6/WgyGV/tDJIH"]);
