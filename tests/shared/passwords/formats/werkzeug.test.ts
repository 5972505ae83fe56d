import { testVerdicts } from "../hostile";
import { judge, testVectors } from "../vectors";

const beside = { scheme: "werkzeug" };

// Worked out with Python's hmac and hashlib.
testVectors("HMACs of Werkzeug", [
  ...[
    "md5$mIjJZ6ts$af83c0b1a93b7f5d0cabef426b004999",
    "sha1$mIjJZ6ts$585cc3a2a73da0c05feb14349b9dd42956ade0cf",
    "sha256$mIjJZ6ts$f700cf5e748aad738d29cee2d3cf5360fb01e511232d475350823ad1fcf98545",
    "sha512$mIjJZ6ts$91a691063b684ca232a6e2ede9fb30d8f2ea3bff84a60958521a3940585a48c0a14f6934d000123e59e2a0b808e283d5f9534be1bb1aa3b40217c38dd8964e15",
  ].map((hash) => ({ password: "pässword", hash, beside })),
  { password: "password", hash: "sha1$$5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8", beside },
]);

test("without the scheme they are taken for Django's, which has the same labels", async () => {
  const hash = "sha1$mIjJZ6ts$585cc3a2a73da0c05feb14349b9dd42956ade0cf";
  expect(await judge("pässword", { hash })).toBe("mismatch");
});

test("with it, what says so itself is read as well", async () => {
  const hash = "pbkdf2:sha256:1000$salt$632c2812e46d4604102ba7618e9d6d7d2f8128f6266b4a03264d2a0460b7dcb3";
  expect(await judge("password", { hash, beside })).toBe("match");
});

testVerdicts("unreadable", [
  { hash: "sha1$mIjJZ6ts$585cc3a2a73da0c05feb14349b9dd42956ade0", ...beside },
  { hash: "sha3$mIjJZ6ts$585cc3a2a73da0c05feb14349b9dd42956ade0cf", ...beside },
  { hash: "plain$$password", ...beside },
]);
