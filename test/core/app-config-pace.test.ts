import { parsePipeline, targetsOf } from '../../core/pipeline/parse.ts';
import { contradictionsIn } from '../../core/stage-limits.ts';
import { writtenPacesOf } from '../../core/written-paces.ts';

const pipeline = (strategy: string, deployTimeout: string) =>
  parsePipeline(
    `
pipeline: flags
source: { project: flags-build }
stages:
  - name: prod
    deployTimeout: ${deployTimeout}
    targets:
      - name: live
        account: "111122223333"
        region: us-east-1
        alarms: [errors]
        appConfig: { application: shop, environment: live, profile: flags, configuration: flags.json${strategy} }
`,
    'tidegate.yml',
  );

test.each([
  [', deploymentStrategy: AppConfig.Canary10Percent20Minutes', '20m', 1],
  [', deploymentStrategy: AppConfig.Canary10Percent20Minutes', '2h', 0],
  [', deploymentStrategy: AppConfig.AllAtOnce', '10m', 1],
  [', deploymentStrategy: ours', '10m', 0],
  ['', '10m', 0],
])(
  'of a strategy%s a time limit of %s has so many contradictions: %i',
  (strategy, limit, count) => {
    const { stages } = pipeline(strategy, limit);

    const found = contradictionsIn(stages, writtenPacesOf(stages.flatMap(targetsOf)));

    expect(found).toHaveLength(count);
  },
);
