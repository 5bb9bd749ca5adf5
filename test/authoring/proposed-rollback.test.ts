// What a first pipeline does about a failure in production.

import { readTemplate } from '../../authoring/cloudformation/read-template.ts';
import { discoverTemplate } from '../../authoring/init/discover-template.ts';
import { propose } from '../../authoring/init/propose.ts';

const TEMPLATE = readTemplate(
  JSON.stringify({
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Shop: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          FunctionName: 'shop',
          AutoPublishAlias: 'live',
          DeploymentPreference: { Type: 'AllAtOnce' },
        },
      },
    },
  }),
  'template.json',
);

const inRegion = (region: string) => ({
  stage: 'prod' as const,
  account: '111122223333',
  region,
  ...discoverTemplate(TEMPLATE, {}),
});

test.each([[['eu-west-1']], [['eu-west-1', 'us-east-1']]])(
  'production that fails is taken back as a whole: %j',
  (regions) => {
    const prod = regions.map(inRegion);

    const { definition } = propose('shop', { beta: [prod[0]!], gamma: [prod[0]!], prod });

    expect(definition.stages.at(-1)).toMatchObject({ name: 'prod', rollback: 'release' });
  },
);
