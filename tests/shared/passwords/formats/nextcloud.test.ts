import { testVerdicts } from "../hostile";
import { testVectors } from "../vectors";

const BCRYPT = "$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq";
const ARGON2ID = "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc";
const ARGON2I = "$argon2i$v=19$m=256,t=2,p=2$c29tZXNhbHQ$T/XOJ2mh1/TIpJHfCdQan76Q5esCFVoT5MAeIM1Oq2E";

testVectors("numbered hashes of Nextcloud", [
  { password: "U*U", hash: "1|$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" },
  { password: "password", hash: `2|${ARGON2I}` },
  { password: "password", hash: `3|${ARGON2ID}` },
]);

testVerdicts("unreadable", [`2|${BCRYPT}`, `1|${ARGON2ID}`, `2|${ARGON2ID}`, `4|${ARGON2ID}`, `3|${BCRYPT}`]);
