import { testEachDigest, testVerdicts } from "../hostile";
import { testVectors } from "../vectors";

const LONG = "abc123".repeat(12);

const VECTORS = [
  {
    password: "password",
    hash: "$bcrypt-sha256$2a,5$5Hg1DKFqPE8C2aflZ5vVoe$12BjNE0p7axMg55.Y/mHsYiVuFBDQyu",
  },
  {
    password: "táБℓə",
    hash: "$bcrypt-sha256$2b,5$.US1fQ4TQS.ZTz/uJ5Kyn.$QNdPDOTKKT5/sovNz1iWg26quOU4Pje",
  },
  {
    password: `${LONG}qwr`,
    hash: "$bcrypt-sha256$2b,5$X1g1nh3g0v4h6970O68cxe$021KLEif6epjot5yoxk0m8I0929ohEa",
  },
  {
    password: "password",
    hash: "$bcrypt-sha256$v=2,t=2b,r=5$5Hg1DKFqPE8C2aflZ5vVoe$wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS",
  },
  {
    password: "táБℓə",
    hash: "$bcrypt-sha256$v=2,t=2b,r=5$.US1fQ4TQS.ZTz/uJ5Kyn.$pzzgp40k8reM1CuQb03PvE0IDPQSdV6",
  },
  {
    password: `${LONG}xyz`,
    hash: "$bcrypt-sha256$v=2,t=2b,r=5$X1g1nh3g0v4h6970O68cxe$zC/1UDUG2ofEXB6Onr2vvyFzfhEOS3S",
  },
];

testVectors("bcrypt_sha256 of passlib", VECTORS);
testEachDigest(
  "bcrypt_sha256",
  [VECTORS[0], VECTORS[3]].filter((each) => each !== undefined),
);

const TAIL = "5Hg1DKFqPE8C2aflZ5vVoe$12BjNE0p7axMg55.Y/mHsYiVuFBDQyu";
testVerdicts("unreadable", [
  `$bcrypt-sha256$2x,5$${TAIL}`,
  `$bcrypt-sha256$2a,05$${TAIL}`,
  `$bcrypt-sha256$2a,3$${TAIL}`,
  `$bcrypt-sha256$2a,32$${TAIL}`,
  `$bcrypt-sha256$v=1,t=2b,r=5$${TAIL}`,
  `$bcrypt-sha256$v=3,t=2b,r=5$${TAIL}`,
  `$bcrypt-sha256$v=2,t=2a,r=5$${TAIL}`,
  `$bcrypt-sha256$v=2,t=2b,r=05$${TAIL}`,
  `$bcrypt-sha256$v=2,t=2b,r=5,r=5$${TAIL}`,
]);
testVerdicts("too-costly", [`$bcrypt-sha256$2a,31$${TAIL}`, `$bcrypt-sha256$v=2,t=2b,r=16$${TAIL}`]);
