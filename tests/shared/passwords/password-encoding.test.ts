import bcryptjs from "bcryptjs";
import { judge, testVectors } from "./vectors";

const PASSWORD = "Pässwörd";
const latin1 = { passwordEncoding: "latin-1" };

// Worked out with Python and libxcrypt.
testVectors("an old system that hashed in Latin-1", [
  { password: PASSWORD, hash: "b35e30fd70d980934a21f62e759392a6", beside: { ...latin1, scheme: "md5" } },
  { password: PASSWORD, hash: "{SSHA}roUlU2Cz1jwsa3sVPZ/qVl6UxipzYWx0", beside: latin1 },
  { password: PASSWORD, hash: "$1$saltsalt$K2zgt04.3Pixbk8nT0hsS0", beside: latin1 },
  {
    password: PASSWORD,
    hash: "$6$saltstring$syOsNpLY8E7TXUmrB5gVz3i2Y1kMVLisOBI390/tJ0x17ZZkzp6zwXqO3xMxL9AtljpfSaThDx0fnSTuUKhVp/",
    options: { system: latin1 },
    slow: true,
  },
  { password: PASSWORD, hash: "$P$912345678cWlrp5t3Z7VUciI0.AR0Q.", beside: latin1 },
  {
    password: PASSWORD,
    hash: "b29f2a7e5647cc76824a661944cb9276c567811abe1e751f2cd2007d1431385c",
    beside: { ...latin1, scheme: "pbkdf2", digest: "sha256", iterations: 1_000, salt: "salt" },
  },
]);

testVectors("an old system that hashed as Windows writes Western European", [
  {
    password: "Preis 5 € – “ok”",
    hash: "afe01e63c257c7358bb74fd735106980e3ce520b",
    beside: { scheme: "sha1", passwordEncoding: "windows-1252" },
  },
]);

const FORMS = {
  NFC: "4f3fdb4d3383ea191f4290a8833f1cb1c40b787b15a0dcaac594c3e36be178d1",
  NFD: "9909db1bd35c742a53fe81c6a609e19d9be60fefdf1d08c35f41787951ff6bb2",
  NFKC: "93a8f19adcfe948187a80f458ac094e401f1ea14902f6933d3bf0a93d66706a4",
  NFKD: "bed07618461faf560ef53614baf22af5797b2886012741970db150574d21fc26",
};

test.each(Object.entries(FORMS))("what was hashed in %s is right however it is typed", async (form, hash) => {
  const stored = { hash, beside: { scheme: "sha256", passwordForm: form } };
  for (const typed of ["NFC", "NFD"])
    expect(await judge("Åse Müller ﬁ".normalize(typed), stored)).toBe("match");
  expect(await judge("Åse Muller ﬁ", stored)).toBe("mismatch");
});

test("without these options a password is hashed as it was typed, in UTF-8", async () => {
  const stored = { hash: FORMS.NFD, beside: { scheme: "sha256" } };
  expect(await judge("Åse Müller ﬁ".normalize("NFD"), stored)).toBe("match");
  expect(await judge("Åse Müller ﬁ".normalize("NFC"), stored)).toBe("mismatch");
});

test("an encoding or a form that there is not makes a hash unreadable", async () => {
  const hash = FORMS.NFC;
  for (const beside of [{ passwordEncoding: "ebcdic" }, { passwordEncoding: "" }, { passwordForm: "nfc" }])
    expect(await judge("Åse Müller ﬁ", { hash, beside: { scheme: "sha256", ...beside } })).toBe("unreadable");
});

test("a password with a character that the encoding lacks is wrong, and no other one by its last byte", async () => {
  // U+0141 ends with the byte of A.
  const hash = "7fc56270e7a70fa81a5935b72eacbe29";
  expect(await judge("A", { hash, beside: { ...latin1, scheme: "md5" } })).toBe("match");
  expect(await judge("\u0141", { hash, beside: { ...latin1, scheme: "md5" } })).toBe("mismatch");
  expect(await judge("\u0141", { hash, beside: { scheme: "md5", passwordEncoding: "windows-1252" } })).toBe(
    "mismatch",
  );
});

test("bcrypt takes what is ASCII in any encoding, and says so of everything else", async () => {
  const hash = bcryptjs.hashSync("ascii", 4);
  expect(await judge("ascii", { hash, beside: latin1 })).toBe("match");
  expect(await judge(PASSWORD, { hash, beside: latin1 })).toBe("unreadable");
  expect(await judge(PASSWORD, { hash })).toBe("mismatch");
});
