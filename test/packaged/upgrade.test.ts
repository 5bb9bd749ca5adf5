// Tidegate is upgraded while a release bakes, on the packaged template: the release ends on the versions of machines
// and functions that it began with, the next one runs on the new ones.

import { signerFor } from '@tidegate/embedded-aws/transport/signer';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { portsFor } from '../../flows/make-ports.ts';
import type { Handler } from '../../functions/task.ts';
import { reportOf } from '../../simulation/report.ts';
import { readPackage } from '../../simulation/stack/packaged.ts';
import { memberRolesOf } from '../../simulation/stack/stack.ts';
import { upgradeStack } from '../../simulation/stack/upgrade.ts';
import { silent } from '../../simulation/world/onlooker.ts';
import { home } from '../../simulation/world/place.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld, type World } from '../../simulation/world/world.ts';
import { build, oneTarget } from '../paths/pipelines.ts';

const { template, stackName } = readPackage();
const from = { template, stackName };

/** The word by which the wave's machine tells WatchBake that no look follows is another one since. */
const BEFORE = '"lastLook":"{%';
const AFTER = '"isLast":"{%';

/** Understands the new word, and the old one no longer. */
function renewed(name: string, handler: Handler): Handler {
  if (name !== 'WatchBake') return handler;
  return async (event, context) => {
    const { isLast, ...others } = event as { readonly isLast?: boolean };
    if (isLast === undefined) {
      const error = new Error('expected isLast, got none');
      error.name = 'WrongInput';
      throw error;
    }
    return handler({ ...others, lastLook: isLast }, context);
  };
}

async function upgrade({ aws, clock, stack }: World): Promise<void> {
  const changed = stack.machines.map((machine) => ({
    ...machine,
    definition: machine.definition.replace(BEFORE, AFTER),
  }));
  expect(changed.filter(({ definition }) => definition.includes(AFTER))).toHaveLength(1);
  const surroundings = {
    aws,
    clock,
    home,
    log: silent,
    count: () => {},
    transport: 'direct' as const,
  };
  await upgradeStack({
    ...surroundings,
    stack: { ...stack, machines: changed },
    from,
    renewed,
    portsFor: (functionName) =>
      portsFor({
        sdk: {
          ...aws.sdkConfig({ functionName }),
          signerFor,
          standIn: aws.standIn('direct'),
          home,
        },
        clock,
        log: silent,
        count: () => {},
        measure: () => {},
        tableName: stack.tableName,
        releaseMachineArn: stack.environment.TIDEGATE_RELEASE_MACHINE,
        memberRoles: memberRolesOf(stack.environment),
      }),
  });
}

async function played(isVersioned = true) {
  const world = await makeWorld({
    from,
    pipelines: [
      parsePipeline(oneTarget({ bake: '{ for: 30m }' }), 'test.yml', () => ({
        name: '',
        text: '',
        digest: '',
      })),
    ],
    scenario: scenarioSchema.parse({
      baseline: 'old',
      builds: [build('one', '1m'), build('two', '2h')],
    }),
    seed: 1,
    readFile: () => '',
  });
  if (!isVersioned) forgetVersions(world);
  world.clock.at(
    world.startAt.getTime() + 10 * 60_000,
    () => void world.clock.track(() => upgrade(world)),
  );
  await world.play();
  const report = await reportOf(world);
  const executions = (await world.aws.operate('states', 'ListExecutions', {
    stateMachineArn: world.stack.machines.find(({ name }) => name.includes('-wave-'))!.arn,
  })) as { executions: { name: string; stateMachineVersionArn?: string }[] };
  const ran = executions.executions.map(({ stateMachineVersionArn = 'none' }) =>
    stateMachineVersionArn.split(':').pop(),
  );
  await world.close();
  return { outcomes: report.releases.map(({ outcome }) => outcome), ran: ran.toReversed() };
}

/** As if machines called functions as they are: the newest code for all. */
function forgetVersions({ aws, stack }: World): void {
  for (const { functionName, isVersioned } of stack.functions) {
    if (!isVersioned) continue;
    const found = aws.lambda.find(functionName, home);
    Object.defineProperty(found.versions[0]!, 'handler', { get: () => found.handler });
  }
}

test('a release that bakes ends on the versions that it began with, and the next runs on the new ones', async () => {
  expect(await played()).toEqual({ outcomes: ['Promoted', 'Promoted'], ran: ['1', '2'] });
});

test('without versions the release that bakes would have met code that it does not fit', async () => {
  const { outcomes } = await played(false);

  expect(outcomes[0]).not.toBe('Promoted');
  expect(outcomes[1]).toBe('Promoted');
});
