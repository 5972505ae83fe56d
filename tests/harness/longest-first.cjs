const { default: Sequencer } = require("@jest/test-sequencer");

/**
 * These files take longer than their size suggests. Started late, they would keep one worker busy after the others
 * have ended.
 */
const LONGEST = [
  "docs/migrating-users.test.ts",
  "infra/cfn-lint.test.ts",
  "docs/front-end.test.ts",
  "races/claims.test.ts",
  "damaged-answers.test.ts",
  "races/tokens.test.ts",
  "commands/processes.test.ts",
  "infra/user-pool.test.ts",
  "races/last-admin.test.ts",
  "docs/openapi-answers.test.ts",
  "local/edition/ceilings.test.ts",
  "infra/rollout.test.ts",
  "functions/panel/with-the-suite.test.ts",
  "functions/api/members-changes.test.ts",
  "functions/api/cookie.test.ts",
  "functions/api/challenges.test.ts",
  "infra/identity-providers.test.ts",
];

/** Jest sorts by the durations that it has seen. In a fresh clone it has seen none, so the longest files come first. */
module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    const sorted = [...(await super.sort(tests))];
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    const placeOf = ({ path }) => {
      const place = LONGEST.findIndex((name) => path.replaceAll("\\", "/").endsWith(`tests/${name}`));
      return place === -1 ? LONGEST.length : place;
    };
    return sorted.sort((one, other) => placeOf(one) - placeOf(other));
  }
};
