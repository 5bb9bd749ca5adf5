import { samConfig } from '../../../authoring/init/sam-config.ts';

const beta = { region: 'eu-north-1', stackName: 'shop-dev' };

test.each([
  ['nothing', '', {}, {}],
  [
    'one section of no stage',
    '[default.deploy.parameters]\nregion = "eu-north-1"',
    { region: 'eu-north-1' },
    { region: 'eu-north-1' },
  ],
  [
    'a section for each of two stages',
    '[dev.deploy.parameters]\nregion = "eu-north-1"\nstack_name = "shop-dev"\n[prod.deploy.parameters]\nregion = "us-east-1"',
    beta,
    { region: 'us-east-1' },
  ],
  [
    'a usual one that a parameter says the stage of',
    '[default.global.parameters]\nstack_name = \'shop-dev\'\n[default.deploy.parameters]\nregion = "eu-north-1"\nparameter_overrides = "Env=dev"\n[live.deploy.parameters]',
    { ...beta, parameters: { Env: 'dev' } },
    {},
  ],
  [
    'a list of parameters over several lines',
    '[prod.deploy.parameters]\nparameter_overrides = [\n  "Env=prod",\n  "Size=\\"4 x\\"",\n]',
    {},
    { parameters: { Env: 'prod', Size: '4 x' } },
  ],
])('of %s each stage has its own', (_, text, ofBeta, ofProd) => {
  const usual = samConfig(text, 'toml');

  expect(usual('beta')).toEqual(ofBeta);
  expect(usual('prod')).toEqual(ofProd);
});

test('the same is read where it is written as YAML', () => {
  const text = `
version: 0.1
default: { deploy: { parameters: { region: eu-north-1, parameter_overrides: [Env=dev] } } }
live: { global: { parameters: { stack_name: shop-live } }, deploy: { parameters: { parameter_overrides: { Env: prod } } } }
`;
  const usual = samConfig(text, 'yaml');

  expect(usual('beta')).toEqual({ region: 'eu-north-1', parameters: { Env: 'dev' } });
  expect(usual('prod')).toEqual({ stackName: 'shop-live', parameters: { Env: 'prod' } });
});
