import { judge, testVectors } from "../vectors";

testVectors("LDAP of passlib", [
  { password: "helloworld", hash: "{MD5}/F4DjTilcDIIVEHn/nAQsA==" },
  { password: "táБℓə", hash: "{MD5}BUc/ihn2aBXnN7MyZKDQsA==" },
  { password: "helloworld", hash: "{SHA}at+xg6SiyUovktq1redipHiJpaE=" },
  { password: "testing1234", hash: "{SMD5}UjFY34os/pnZQ3oQOzjqGu4yeXE=" },
  { password: "test", hash: "{SMD5}LnuZPJhiaY95/4lmVFpg548xBsD4P4cw" },
  { password: "test", hash: "{SMD5}XRlncfRzvGi0FDzgR98tUgBg7B3jXOs9p9S615qTkg==" },
  { password: "testing123", hash: "{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr" },
  { password: "test", hash: "{SSHA}P90+qijSp8MJ1tN25j5o1PflUvlqjXHOGeOckw==" },
  { password: "test", hash: "{SSHA}/ZMF5KymNM+uEOjW+9STKlfCFj51bg3BmBNCiPHeW2ttbU0=" },
  { password: "letmèïn", hash: "{SSHA256}km7UjUTBZN8a+gf1ND2/qn15N7LsO/jmGYJXvyTfJKAbI0RoLWWslQ==" },
  { password: "test", hash: "{SSHA256}TFv2RpwyO0U9mA0Hk8FsXRa1I+4dNUtv27Qa8dzGVLinlDIm" },
  {
    password: "toomanysecrets",
    hash: "{SSHA512}wExp4xjiCHS0zidJDC4UJq9EEeIebAQPJ1PWSwfhxWjfutI9XiiKuHm2AE41cEFfK+8HyI8bh+ztbczUGsvVFIgICWWPt7qu",
  },
  {
    password: "test",
    hash: "{SSHA512}6FQv5W47HGg2MFBFZofoiIbO8KRW75Pm51NKoInpthYQQ5ujazHGhVGzrj3JXgA7j0k+UNmkHdbJjdY5xcUHPzynFEII4fwfIySEcG5NKSU=",
  },
]);

testVectors("LDAP of hashcat, Spring and Python", [
  { password: "hashcat", hash: "{SHA}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s=" },
  { password: "hashcat", hash: "{SSHA}FLzWcQqyle6Mo7NvrwXCMAmRzXQxNjYxMTYzNw==" },
  { password: "hashcat", hash: "{SSHA256}L5Wk0zPY2lmoR5pH20zngq37KkxFwgTquEhx95rxfVk3Ng==" },
  { password: "boabspasswurd", hash: "{sha}ddSFGmjXYPbZC+NXR2kCzBRjqiE=" },
  { password: "boabspasswurd", hash: "{ssha}PQy2j+6n5ytA+YlAKkM8Fh4p6u2JxfVd" },
  { password: "hashcat", hash: "{SHA224}5PoVVa2He/DsRVSDNxhnIA7uiVUKk+/y+VphmA==" },
  { password: "hashcat", hash: "{sha-256}En5vv+JKdQ5ykwwiCo4TgnVla45dj0ipjDyS3yyrqTU=" },
  { password: "hashcat", hash: "{SHA384}Bzca8cofynxpQdI5nzYQ8eOSxWxtc/3f/jjxjEMKKBcCja4e8JrGg7YhSKLIdX9C" },
  {
    password: "hashcat",
    hash: "{SHA512}gqndqCnrf4/+n75J5F1H0trZZk+7et9ySS48gevT4pE02bwSISv4PGhA8Q6CRrnbVKSFm3zNASPYblhyweUILw==",
  },
  {
    password: "hashcat",
    hash: "{SSHA384}JktrnP+cGVc/MWu2fCb4yWS/PxGYkpdgsTj4y1rhpPkGU30N5IwLNRzC5t+4eiC5c2FsdHNhbHQ=",
  },
  { password: "hashcat", hash: "{SHA}b89eaac7e61417341b710b727768294d0e6a277b" },
]);

testVectors("LDAP around other formats", [
  {
    password: "test",
    hash: "{ARGON2}$argon2i$v=19$m=16,t=2,p=1$bGJRWThNOHJJTVBSdHl2dQ$NfEnUOuUpb7F2fQkgFUG4g",
  },
  { password: "test", hash: "{CRYPT}$1$ec6XvcoW$ghEtNK2U1MC5l.Dwgi3020" },
  { password: "hashcat", hash: "{crypt}$5$7777657035274252$XftMj84MW.New1/ViLY5V4CM4Y7EBvfETaZsCW9vcJ8" },
  { password: "password", hash: "{CRYPT}$2a$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe" },
  { password: "password", hash: "{BCRYPT}$2a$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe" },
  { password: "password", hash: "{PBKDF2}10000$IlfapjA351LuDSwYC0IQ8Q$saHqQTuYnjJN/tmAndT.8mJt.6w" },
  {
    password: "password",
    hash: "{pbkdf2-sha256}10000$henZGfPWw79Cs8ORDeVNrQ$1dTJy73v6n3bnTmTZFghxHXHLsAzKaAy8SksDfZBPIw",
    beside: { scheme: "ldap" },
  },
  {
    password: "password",
    hash: "{PBKDF2-SHA512}10000$Je1Uw19Bfv5lArzZ6V3EPw$g4T/1sqBUYWl9o93MVnyQ/8zKGSkPbKaXXsT8WmysXQJhWy8MRP2JFudSL.N9RklQYgDPxPjnfum/F2f/TrppA",
  },
  {
    password: "12345678_kolab",
    hash: "{PBKDF2-SHA512}10000$hbMHmUXNh3UoHNlDu+NJBOW+hVAhP3C0$ax9vNLL1rr85ppODFTykPC46igHh92vULWpZaR/CQqyD4IGG/IyPYbbC2v7BxSPIDUXc0e9AGX9IuwinIj5a/w==",
  },
  {
    password: "hashcat",
    hash: "{PBKDF2_SHA256}AAAAZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABXqwvRg96/IAHu71JzJa18jVqYGr3p4gIFQEe8sS5L6j3B3+TMxTlXuWXZ1Fu6KIDXUJdUZyDjn/vgtA6s2cRxuIyTA2djX5JXpddYhxGxIstwL3shSEu8DLC2AWUAphCF5BPtEbTRDynnAIIfIb8CWwaJQUXY8Djg3FtxUYKIsU4DSO4f+p9P6HP1FXh3eakjplQ4j8vvudoblO4SIJzHK0B+MkXqHxgcrh33GgGktk+6dQy/f4k1at1OODp7q+m7UbY1aaRU0kgsjDxQ/hRdNMotTRrm8Bl04IL9UMrHbzTO5mHGChApcxzt2+gaX9TATUnkUzoXNiWyqGxh3STe",
  },
  {
    password: "Password123",
    hash: "{PBKDF2_SHA256}AAAnEGTxXtnR/oox922/jZyjH6fmiIdW4AwIYZE2LfCVL/SUz5GbAHfjRj4NbN2u8ul0/j/dUzJ4gQSawGALGHZV74nOAtPttoZDTsh7BeGCLD/Ps7vRugwDdz9uPARXzF3bD/8qCpumvRGb4pehzfQsk+FnGgTwi0rUeVaN8a7Kbv8ZpRfU2sd+208F/YL42BWAh/2tv0I4vY7ZsrCZcrUJtgKWy5Nr+t78zmPkrZsX/kgfnGdXhr50kN10cmkLQ0/cZOXo9CAkpeZyFu+wQ5vQdUaES2Vd5kBjJYPCkr4b2ocr4ETQi3IGO2GGCoCetmMIETsudRVSxUNBbva+Vgxin5Apu4wIP/0ZyuGK6TuWLqLnNpmK3RkRx0xjqJ4nN2Ok0ul0XYBJcYIBt4UoaVM2uSa/Etw28Uy+zAsUv2AOiRo5",
    slow: true,
  },
]);

test.each([
  ["of another length", "{SHA}/F4DjTilcDIIVEHn/nAQsA=="],
  ["salted without a salt", "{SSHA}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s="],
  ["unsalted with a salt", "{SHA}FLzWcQqyle6Mo7NvrwXCMAmRzXQxNjYxMTYzNw=="],
  ["without padding", "{SHA}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s"],
  ["with bits after the end", "{SHA}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3t="],
  ["two in one", "{SMD5}LnuZPJhiaY95/4lmVFpg548xBsD4P4cw{SMD5}LnuZPJhiaY95/4lmVFpg548xBsD4P4cw="],
  ["with padding inside", "{SSHA}P90+qijSp8MJ1tN25j5o1Pf=UvlqjXHOGeOckw=="],
  ["with an unknown label", "{MD9}/F4DjTilcDIIVEHn/nAQsA=="],
  ["with a label that every object has", "{constructor}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s="],
  ["with no label", "{}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s="],
  ["with half a label", "{SHAuJ6qx+YUFzQbcQtyd2gpTQ5qJ3s="],
  ["DES", "{CRYPT}//EsnG9FLTKjo"],
  ["nothing", "{CRYPT}"],
  ["a key of another length", "{PBKDF2-SHA512}10000$IlfapjA351LuDSwYC0IQ8Q$saHqQTuYnjJN/tmAndT.8mJt.6w"],
  ["too many fields", "{PBKDF2}10000$IlfapjA351LuDSwYC0IQ8Q$saHqQTuYnjJN/tmAndT.8mJt.6w$"],
  ["another digest", "{PBKDF2-MD5}10000$IlfapjA351LuDSwYC0IQ8Q$saHqQTuYnjJN/tmAndT.8mJt.6w"],
])("%s is not read: %s", async (_, hash) => {
  expect(await judge("hashcat", { hash })).toBe("unreadable");
  expect(await judge("hashcat", { hash, beside: { scheme: "ldap" } })).toBe("unreadable");
});

test.each([
  `{PBKDF2_SHA256}${Buffer.from("ffffffff", "hex").toString("base64").slice(0, 5)}${"A".repeat(427)}`,
  "{PBKDF2}4000001$IlfapjA351LuDSwYC0IQ8Q$saHqQTuYnjJN/tmAndT.8mJt.6w",
  "{CRYPT}$2a$31$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe",
  "{CRYPT}$5$rounds=999999999$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
])("%s is too costly", async (hash) => {
  expect(await judge("hashcat", { hash, beside: { scheme: "ldap" } })).toBe("too-costly");
});
