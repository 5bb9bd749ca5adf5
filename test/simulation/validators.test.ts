// Validators of a profile of AppConfig: what they do not let through is deployed nowhere, and told in their words.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { reportOf } from '../../simulation/report.ts';
import { placeOf } from '../../simulation/world/kinds/app-config.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

const PIPELINE = `
pipeline: flags
source: { project: flags-build }
stages:
  - name: beta
    targets: [{ name: beta, account: "111122223333", region: us-east-1, alarms: [a],
      appConfig: { application: shop, environment: beta, profile: flags, configuration: flags.json } }]
  - name: prod
    targets: [{ name: prod, account: "111122223333", region: us-east-1, alarms: [b],
      appConfig: { application: shop, environment: prod, profile: flags, configuration: flags.json } }]
`;

/** What builds of a world make is `{ "revision": "bad", "checkout": { "timeoutSeconds": 3 } }`. */
const schemaOf = (revisions: readonly string[], most = 10) =>
  JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      revision: { enum: revisions },
      checkout: {
        type: 'object',
        properties: { timeoutSeconds: { type: 'number', maximum: most } },
      },
    },
    required: ['revision'],
  });

async function played(schema: string) {
  const pipelines = [parsePipeline(PIPELINE, 'p')] as const;
  const scenario = parseScenario(
    'baseline: old\nbuilds: [{ at: 1m, revision: bad }]',
    's',
    pipelines,
  );
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines,
    scenario,
    seed: 1,
    sweeps: 'needed',
    readFile: () => '',
  });
  for (const target of world.targets)
    if (target.appConfig)
      placeOf(world.aws, target).profile.validators.push({ type: 'JSON_SCHEMA', content: schema });
  await world.play();
  const { releases, targets, ledger } = await reportOf(world);
  await world.close();
  return { ends: releases.map(({ outcome }) => outcome), targets, ledger };
}

test('a configuration that its schema lets through is deployed', async () => {
  const { ends, targets } = await played(schemaOf(['old', 'bad']));

  expect(ends).toEqual(['Promoted']);
  expect(targets).toEqual({ beta: 'bad', prod: 'bad' });
});

test.each([
  [schemaOf(['old']), /\[JSON_SCHEMA\] \$\.revision: /],
  [schemaOf(['old', 'bad'], 2), /\[JSON_SCHEMA\] \$\.checkout\.timeoutSeconds: /],
])('one that it does not is deployed nowhere, and told by the validator', async (schema, words) => {
  const { ends, targets, ledger } = await played(schema);

  expect(ends).toEqual(['RolledBack']);
  expect(targets).toEqual({ beta: 'old', prod: 'old' });
  expect(ledger.map(({ text }) => text)).toContainEqual(expect.stringMatching(words));
});
