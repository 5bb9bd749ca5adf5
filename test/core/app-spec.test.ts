import { appSpecParts } from '../../core/app-spec.ts';

const written = `
version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: shop:4
        LoadBalancerInfo: { ContainerName: app, ContainerPort: 80 }
        PlatformVersion: LATEST
Hooks:
  - AfterAllowTestTraffic: checks
`;

test('the next deployment takes over what the last one said besides its tasks and its traffic', () => {
  const parts = appSpecParts(written);

  expect(parts).toEqual({
    properties: { PlatformVersion: 'LATEST' },
    hooks: [{ AfterAllowTestTraffic: 'checks' }],
  });
});

test.each([
  ['nothing', undefined],
  ['what is no AppSpec', 'a: ['],
  ['that of another thing', '{ "Resources": [] }'],
])('of %s it takes over nothing', (_, content) => {
  expect(appSpecParts(content)).toEqual({ properties: {}, hooks: [] });
});
