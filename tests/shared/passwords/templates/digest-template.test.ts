import { verifyPassword } from "../../../../shared/passwords";
import { parseDigestTemplate } from "../../../../shared/passwords/templates/digest-template-parser";
import { judge, testVectors, type Vector } from "../vectors";

/** Of hashcat's examples: a template, and what is stored of its usual password. */
const of = (...examples: [scheme: string, hash: string, beside?: object][]): Vector[] =>
  examples.map(([scheme, hash, beside]) => ({ password: "hashcat", hash, beside: { scheme, ...beside } }));

testVectors(
  "one digest",
  of(
    ["md4", "afe04867ec7a3845145579a95f72eca7"],
    ["md5", "8743b52063cd84097a65d1633f5c74f5"],
    ["MD5", "8743B52063CD84097A65D1633F5C74F5"],
    ["sha1", "b89eaac7e61417341b710b727768294d0e6a277b"],
    ["sha224", "e4fa1555ad877bf0ec455483371867200eee89550a93eff2f95a6198"],
    ["sha256", "127e6fbfe24a750e72930c220a8e138275656b8e5d8f48a98c3c92df2caba935"],
    [
      "sha384",
      "07371af1ca1fca7c6941d2399f3610f1e392c56c6d73fddffe38f18c430a2817028dae1ef09ac683b62148a2c8757f42",
    ],
    [
      "sha512",
      "82a9dda829eb7f8ffe9fbe49e45d47d2dad9664fbb7adf72492e3c81ebd3e29134d9bc12212bf83c6840f10e8246b9db54a4859b7ccd0123d86e5872c1e5082f",
    ],
    ["base64(sha1(password))", "uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s="],
    ["md5(utf16le(password))", "2303b15bfa48c74a74758135a0df1201"],
  ),
);

testVectors(
  "a salt behind a colon",
  of(
    ["md5(password+salt)", "3d83c8e717ff0e7ecfe187f088d69954:343141"],
    ["md5(salt+password)", "57ab8499d08c59a7211c77f557bf9425:4247"],
    ["md5(utf16le(password)+salt)", "1169500a7dfece72e1f7fc9c9410867a:687430237020"],
    ["md5(salt+utf16le(password))", "23a8a90599fc5d0d15265d4d3b565f6e:58802707"],
    ["sha1(password+salt)", "848952984db93bdd2d0151d4ecca6ea44fcf49e3:30007548152"],
    ["sha1(salt+password)", "a428863972744b16afef28e0087fc094b44bb7b1:465727565"],
    ["sha1(utf16le(password)+salt)", "0a9e4591f539a77cd3af67bae207d250bc86bac6:23240710432"],
    ["sha256(password+salt)", "5bb7456f43e3610363f68ad6de82b8b96f3fc9ad24e9d1f1f8d8bd89638db7c0:12480864321"],
    ["sha256(salt+password)", "816d1ded1d621873595048912ea3405d9d42afd3b57665d9f5a2db4d89720854:36176620"],
    [
      "sha256(utf16le(password)+salt)",
      "b2d0db162e30dfef1bfd606689a3acbc213c47ef3fd11968394191886075249d:32002",
    ],
    ["md5(salt+password+salt)", "78274b1105fb8a7c415b43ffe35ec4a9:6"],
    ["sha256(salt+password+salt)", "755a8ce4e0cf0baee41d714aa35c9fca803106608f718f973eab006578285007:11265"],
    ["sha1(password+unhex(salt))", "63ec5f6113843f5d229e2d49c068d983a9670d02:57677783202322766743"],
    [
      "sha512(sha512(password)+salt)",
      "25d509824028a999f4ee851b5de404bb316b78ae8e974874376484018f58520e082747a7ce9f769bcaccb5f63878356c780f602e23393f12b650a6931e4b9338:21881837027919828109608",
    ],
  ),
);

testVectors(
  "digests of digests",
  of(
    ["md5(md5(password))", "a936af92b0ae20b1ff6c3347a72e5fbe"],
    ["repeat(2, md5(password))", "a936af92b0ae20b1ff6c3347a72e5fbe"],
    ["repeat(3, md5(password))", "9882d0778518b095917eb589f6998441"],
    ["md5(md5(md5(password))+salt)", "a0ab79f9e2b5a4434d2da61673b56362:1234"],
    ["md5(salt+md5(password))", "a3aa0ae2b4a102a9974cdf40edeabee0:242812778074"],
    ["md5(md5(password)+md5(salt))", "d8281daba5da597503d12fe31808b4a7:283053"],
    ["md5(salt+md5(salt+password))", "82422514daaa8253be0aa43f3e263af5:7530326651137"],
    ["md5(upper(md5(password)))", "b8c385461bb9f9d733d3af832cf60b27"],
    ["md5(sha1(password))", "288496df99b33f8f75a7ce4837d1b480"],
    ["sha1(md5(password)+salt)", "53c724b7f34f09787ed3f1b316215fc35c789504:hashcat1"],
    ["sha256(md5(password))", "74ee1fae245edd6f27bf36efc3604942479fceefbadab5dc5c0b538c196eb0f1"],
    ["sha256(raw(sha256(password)))", "0cc1b58a543f372327aa0281e97ab56e345267ee46feabf7709515debb7ec43c"],
    [
      "repeat(1, sha256(raw(previous)), sha256(password))",
      "0cc1b58a543f372327aa0281e97ab56e345267ee46feabf7709515debb7ec43c",
    ],
    [
      "repeat(2, sha256(raw(previous)), password)",
      "0cc1b58a543f372327aa0281e97ab56e345267ee46feabf7709515debb7ec43c",
    ],
    [
      "sha256(salt+raw(sha256(password)))",
      "5934ea4d670c13a71155faba42056b2525f71bdc9215d31108990c11bf3d98e3:9269771356270099311432765354522635185291064175409115041569",
    ],
    ["md5(sha1(salt)+md5(password))", "e69b7a7fe1bf2ad9ef116f79551ee919:baa038987e582431a6d"],
    [
      "sha1(pepper+password+salt)",
      "630d2e918ab98e5fad9c61c0e4697654c4c16d73",
      {
        pepper: "18463812876898603420835420139870031762867",
        salt: "4449516425193605979760642927684590668549584534278112685644182848763890902699756869283142014018311837025441092624864168514500447147373198033271040848851687108629922695275682773136540885737874252666804716579965812709728589952868736177317883550827482248620334",
      },
    ],
    [
      'sha1(unhex(salt)+raw(sha1(utf16le(lower(username))+":"+utf16le(password))))',
      "339b5eaa53f28516008e9ca710857d3a4785b6fc",
      { salt: "8ca064ff42fcab5a8f0692544b8dd3d3054bd73fe9afaa08c6b6b310538cc9a7", username: "USERname" },
    ],
  ),
);

testVectors(
  "HMACs, whose key is either",
  of(
    ["hmac_md5(key=password, salt)", "e28e4e37e972a945e464b5226053bac0:40"],
    ["hmac_md5(key=salt, password)", "7f51edecfa6fb401a0b5e63d33fc8c0e:84143"],
    ["hmac_sha1(key=password, salt)", "02b256705348a28b1d6c0f063907979f7e0c82f8:10323"],
    ["hmac_sha1(key=salt, password)", "8d7cb4d4a27a438059bb83a34d1e6cc439669168:2134817"],
    [
      "hmac_sha256(key=password, salt)",
      "b435ffbacea34d5eb0dbc4d69a92f0152f2cf4cd364d34c2ece322ca22d8b334:21217",
    ],
    [
      "hmac_sha512(key=password, salt)",
      "138c00f17a1a0363f274817c91118f019aff09f937bfdaea844280a0c0e7811267cc4735d967d8640eed1218268c1c4a76fec8f7aa551491b353829f3a654270:885142",
    ],
    ["hmac-md5", "7f51edecfa6fb401a0b5e63d33fc8c0e", { key: "84143" }],
    ["hmac-sha1", "8d7cb4d4a27a438059bb83a34d1e6cc439669168", { key: "2134817" }],
    [
      "hmac-sha256",
      "8b9472281c36c3a693703de0e0f1ffab8fc0ecdd3bc5ead04c76dd74ef431e49",
      { key: "70108387805" },
    ],
    [
      "hmac-sha512",
      "7d02921299935179d509e6dd4f3d0f2944e3451ea9de3af16baead6a7297e5653577d2473a0fff743d9fe78a89bd49296114319989dc7e7870fc7f62bc96accb",
      { key: "114" },
    ],
  ),
);

testVectors(
  "digests that have a name",
  of(
    ["vbulletin", "28f9975808ae2bdc5847b1cda26033ea:308"],
    ["vBulletin", "0844fbb2fdeda31884a7a45ec2010bb6", { salt: "324410183853308365427804872426" }],
    ["mybb", "022f7e02b3314f7d0968f73c00ba759f:67588"],
    ["ipb", "022f7e02b3314f7d0968f73c00ba759f", { salt: "67588" }],
    ["smf", "d27c0a627a45db487af161fcc3a4005d88eb8a1f", { username: "25551135" }],
    ["opencart", "058c1c3773340c8563421e2b17e60eb7c916787e:827500576"],
    ["wbb3", "7f8d1951fe48ae3266980c2979c141f60e4415e5:5037864764153886517871426607441768004150"],
    ["redmine", "c18e826af2a78c7b9b7261452613233417e65817", { salt: "28246535720688452723483475753333" }],
    ["punbb", "9038129c474caa3f0de56f38db84033d0fe1d4b8:365563602032"],
    ["oscommerce", "e983672a03adcc9767b24584338eb378:00"],
    [
      "prestashop",
      "f22cade043e7214200206dbffca49fd9",
      {
        pepper: "27167508161455764247627144160038845437138252877014827848",
      },
    ],
    ["xenforo1", "bfede293ecf6539211a7305ea218b9f3f608953130405cda9eaba6fb6250f824:7218532375810603"],
    [
      "restful-authentication",
      "d7d5ea3e09391da412b653ae6c8d7431ec273ea2",
      {
        salt: "238769868762",
        pepper: "8962783556527653675",
      },
    ],
    [
      'sha1("--"+salt+"--"+password+"--")',
      "3999d08db95797891ec77f07223ca81bf43e1be2:5dcc47b04c49d3c8e1b9e4ec367fddeed21b7b85",
    ],
  ),
);

testVectors(
  "made by PHP",
  of(
    [
      'base64(repeat(5000, sha512(raw(previous)+password+"{"+salt+"}")))',
      "JVRwX/mg9kdLomGyJs3KoAbGFeJg3Ly2saNrMyW4NOGl6KYypGjRjW89zjxJ+OGeq3LTMA+nu7Ta5Yz/2d/NOA==",
      { salt: "k8XxnwtH4qo4oo4s0c0w8kk0ow4kgw4" },
    ],
    [
      "authlogic",
      "95294b5066b0e376e2f36162f62c3186aa0a03a40dcdd7599b9a36f30dd3e484f58beaca5017f37eaffe27d46c6c53f5ffb5ec0cccf89e934950c9671ef073b7",
      { salt: "NaCl" },
    ],
    ["repeat(100, sha1(previous+salt+password))", "7a63e42b7685a491b38be4b1424660fd6d25f52c:NaCl"],
    [
      "repeat(99, sha256(raw(previous)), raw(sha256(salt + password)))",
      "845c25eaf42cf24810b54030902024a55b7ae878d4645538af72096065c740af:NaCl",
    ],
    [
      "repeat(iterations, sha256(salt+password))",
      "64cd7aef16023626a284689667615ee7335c0950b41cbb54bf835fe1889383e8:NaCl",
      { iterations: "7" },
    ],
    [
      "sha256(unbase64(salt)+password)",
      "bab9ac83afd0bffcb0e1ccb2fcf4004ea12056ba976bf68272e6f083223826d9",
      { salt: "AP8QgA==" },
    ],
    ["md5(base64(sha1(password))+salt)", "fe9d027a23dae91ef1f5d9393d2802a5:NaCl"],
    ["md5(base64(password))", "7df9a415e4002ec139b79e3f4b5c7df8"],
    [
      "base64(hmac_sha256(key=pepper, salt+password))",
      "m/UFN6GDpnY/f6OFYwPtj+1h0/4eh4AgfTn/W//Vp8k=",
      { pepper: "pepper!", salt: "NaCl" },
    ],
    [
      "repeat(4, sha1(previous+salt), repeat(3, md5(password)))",
      "68bda5702f535a2b5fd9b46d3edcabda4c3d7d8e:NaCl",
    ],
  ),
);

test("letters and digits of every language", async () => {
  const lower = {
    hash: "eccb294bb47ee657524c9d8234e532344bb09232",
    beside: { scheme: "smf", username: "ÄDA" },
  };
  expect(await judge("пароль", lower)).toBe("match");
  const scheme = "sha256(utf16le(password)+salt)";
  const hash = "62838c31d6fb353a80052ec3982662613dc2a15827eecd444b6b04cbd46de504:NaCl";
  expect(await judge("пароль🔑", { hash, beside: { scheme } })).toBe("match");
});

test("what all hashes have in common is found with the system", async () => {
  const hash = "m/UFN6GDpnY/f6OFYwPtj+1h0/4eh4AgfTn/W//Vp8k=";
  const beside = { scheme: "base64(hmac_sha256(key=pepper, salt+password))", salt: "NaCl" };
  expect(await verifyPassword("hashcat", { hash, ...beside }, { system: { pepper: "pepper!" } })).toBe(
    "match",
  );
  expect(await judge("hashcat", { hash, beside })).toBe("unreadable");
});

const MD5 = "8743b52063cd84097a65d1633f5c74f5";

test("a digest is never guessed", async () => {
  expect(await judge("hashcat", { hash: MD5 })).toBe("unreadable");
  expect(await judge("hashcat", { hash: MD5, beside: { scheme: "" } })).not.toBe("match");
  expect(await judge("hashcat", { hash: MD5, beside: { scheme: "md6" } })).toBe("unknown-scheme");
});

test.each([
  ["md5(password)", MD5.slice(0, 31), {}],
  ["md5(password)", `${MD5}0000`, {}],
  ["md5(password)", `${MD5.slice(0, 31)}g`, {}],
  ["md5(password)", `${MD5}:salt`, {}],
  ["md5(password+salt)", MD5, {}],
  ["md5(password+salt)", MD5, { salt: 5 }],
  ["md5(password+salt)", MD5, { salt: "x".repeat(1_025) }],
  ["md5(password+unhex(salt))", `${MD5}:abc`, {}],
  ["md5(password+unhex(salt))", `${MD5}:no`, {}],
  ["md5(password+unbase64(salt))", `${MD5}:AP8QgA`, {}],
  ["base64(md5(password))", "h0O1IGPNhAl6ZdFjP1x09R==", {}],
  ["base64(md5(password))", "h0O1IGPNhAl6ZdFjP1x09Q", {}],
  ["repeat(iterations, md5(password))", MD5, {}],
  ["repeat(iterations, md5(password))", MD5, { iterations: 0 }],
  ["repeat(iterations, md5(password))", MD5, { iterations: -1 }],
  ["repeat(iterations, md5(password))", MD5, { iterations: "1e3" }],
])("%s does not read %s with %j", async (scheme, hash, beside) => {
  expect(await judge("hashcat", { hash, beside: { scheme, ...beside } })).toBe("unreadable");
});

test.each([
  "repeat(1000001, md5(password))",
  "repeat(999999999, md5(password))",
  "repeat(1001, md5(previous+repeat(1000, md5(password))))",
  "repeat(333334, md5(previous+md5(password)))",
  "repeat(500001, md5(previous+password))",
  "repeat(iterations, md5(password))",
])("%s is too costly", async (scheme) => {
  const beside = { scheme, iterations: 999_999_999_999_999 };
  expect(await judge("hashcat", { hash: MD5, beside })).toBe("too-costly");
});

test.each([
  ["", "expected a name"],
  ["password", "must be a digest"],
  ["password+md5(password)", "must be a digest"],
  ["raw(md5(password))", "must be a digest"],
  ["upper(md5(password))", "must be a digest"],
  ["base64(password)", "must be a digest"],
  ["base64(base64(md5(password)))", "must be a digest"],
  ["md5(salt)", "does not use password"],
  ['md5("password")', "does not use password"],
  ["md5(previous+password)", "inside of repeat"],
  ["repeat(2, md5(password), previous)", "expected )"],
  ["repeat(2, md5(previous), previous+password)", "inside of repeat"],
  ["md6(password)", "there is no function md6"],
  ["hmac_md6(key=key, password)", "there is no function hmac_md6"],
  ["hex(md5(password))", "there is no function hex"],
  ["toString(password)", "there is no function tostring"],
  ["constructor(password)", "there is no function constructor"],
  ["md5(password", "expected )"],
  ["md5(password))", "expected + or the end"],
  ["md5(password) salt", "expected + or the end"],
  ["md5(password++salt)", "expected a name"],
  ["md5()", "expected a name"],
  ["md5(password, salt)", "expected )"],
  ["md5(password+12)", "expected a name"],
  ["md5(password+'salt)", "cannot be read"],
  ["md5(password-salt)", "cannot be read"],
  ["md5(пароль)", "cannot be read"],
  ["hmac_md5(salt, password)", "expected key="],
  ["hmac_md5(key salt, password)", "expected ="],
  ["hmac_md5(key=salt)", "expected ,"],
  ["repeat(md5(password))", "expected ,"],
  ["repeat(0, md5(password))", "how often"],
  ["repeat(-1, md5(password))", "cannot be read"],
  ["repeat(1e9, md5(password))", "cannot be read"],
  ["repeat(9999999999, md5(password))", "cannot be read"],
  ["repeat(2, password)", "only a digest can be repeated"],
  ["repeat(2, hmac_md5(key=key, password))", "must use previous"],
  ["md5(utf16le(raw(md5(password))))", "takes a text"],
  ["md5(password+lower(unhex(salt)))", "takes a text"],
  ["md5(unhex(password))", "name of a parameter"],
  ["md5(password+unhex(md5(salt)))", "expected )"],
  [`${"md5(".repeat(12)}password${")".repeat(12)}`, "nested deeper"],
  [`md5(password${"+salt".repeat(100)})`, "at most 512 characters"],
])("%s is no template: %s", async (source, mistake) => {
  expect(() => parseDigestTemplate(source)).toThrow(mistake);
  if (source === "") return;
  expect(await judge("hashcat", { hash: MD5, beside: { scheme: source } })).toBe("unknown-scheme");
});

test("a mistake does not repeat the template, in which a pepper may stand", () => {
  expect(() => parseDigestTemplate('md5("s3cret"+password')).toThrow(/^(?!.*s3cret)/);
});
