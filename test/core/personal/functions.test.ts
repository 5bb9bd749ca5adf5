import { ownFunctionsOf } from '../../../core/personal/functions.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { TEAM } from './a-team.ts';

const place = { account: '111122223333', region: 'us-east-1' };

describe('production', () => {
  const team = parsePipeline(TEAM, 'tidegate.yml');
  const production = { account: '333344445555', region: 'us-east-1' };
  const shared = parsePipeline(TEAM.replaceAll('333344445555', '111122223333'), 'tidegate.yml');

  test.each([
    [
      'its account is refused',
      team,
      production,
      undefined,
      /expected a developer’s account, got 333344445555/,
    ],
    [
      'another region of it too',
      team,
      { ...production, region: 'eu-west-1' },
      undefined,
      /got 333344445555/,
    ],
    [
      'another account is not what was said',
      team,
      place,
      '333344445555',
      /the account that is meant, 111122223333/,
    ],
    [
      'one account for all is refused',
      shared,
      place,
      undefined,
      /say --in-production-account 111122223333/,
    ],
  ])('%s', (_, of, at, said, why) => {
    expect(() => ownFunctionsOf(of, at, said)).toThrow(why);
  });

  test('where it is said to be meant, what production deploys to is left out all the same', () => {
    const { functions, leftOut } = ownFunctionsOf(shared, place, '111122223333');

    expect(functions.map((each) => each.function)).toEqual(['give']);
    expect(leftOut).toContainEqual({
      what: 'target take',
      why: 'function shop_Take is production’s too, with its role and its code',
    });
  });

  describe('whatever its stages are called', () => {
    const stage = (name: string, account: string, region: string, of: string) => `
  - name: ${name}
    targets:
      - name: ${name}
        account: "${account}"
        region: ${region}
        lambda: { function: ${of}, alias: live }
        strategy: canary
        alarms: [errors]`;
    const place = { account: '333344445555', region: 'us-east-1' };
    const bring = (...stages: readonly string[]) =>
      ownFunctionsOf(
        parsePipeline(
          `pipeline: shop\nsource: { project: b }\nstages:${stages.join('')}`,
          'tidegate.yml',
        ),
        place,
        place.account,
      );
    const beta = stage('beta', '111122223333', 'eu-west-1', 'checkout');

    test.each([
      [
        'one before it that serves customers there',
        [
          stage('early', '333344445555', 'us-east-1', 'checkout'),
          beta,
          stage('prod', '333344445555', 'eu-west-1', 'checkout'),
        ],
      ],
      [
        'one before a last one of another name',
        [
          stage('early', '333344445555', 'us-east-1', 'checkout'),
          beta,
          stage('live', '333344445555', 'eu-west-1', 'checkout'),
        ],
      ],
      [
        'of its account another region alone',
        [beta, stage('prod', '333344445555', 'eu-west-1', 'checkout')],
      ],
    ])('what %s deploys to is left out', (_, stages) => {
      expect(() => bring(...stages)).toThrow(
        /got none; target beta: function checkout is production’s too/,
      );
    });

    test('what it does not deploy to is not', () => {
      const other = stage('beta', '111122223333', 'eu-west-1', 'try');
      const { functions } = bring(other, stage('prod', '333344445555', 'eu-west-1', 'checkout'));

      expect(functions.map((each) => each.function)).toEqual(['try']);
    });
  });

  test('a pipeline that is production alone has nothing to bring to its own account', () => {
    const [head = ''] = TEAM.split('  - name: verify');
    const last = TEAM.slice(TEAM.indexOf('\n  - name: prod'));
    const alone = parsePipeline(`${head}${last.slice(1)}`, 'tidegate.yml');

    expect(() => ownFunctionsOf(alone, production, production.account)).toThrow(
      /got none; target prod: function/,
    );
    expect(ownFunctionsOf(alone, place, undefined).functions).toHaveLength(1);
  });
});

test('a pipeline without a function has no stage of one’s own, and why', () => {
  const team = parsePipeline(
    TEAM.replace(
      /lambda: \{[^}]*\}(\n +strategy: canary)?/g,
      'ec2: { application: a, deploymentGroup: b }',
    )
      .replace('deploymentGroup: b', 'deploymentGroup: c')
      .replace(/ {8}dataPoints.*\n/, ''),
    'tidegate.yml',
  );

  expect(() => ownFunctionsOf(team, place, undefined)).toThrow(
    /expected shop to have a function .* got none; target take: it has no versions/,
  );
});
