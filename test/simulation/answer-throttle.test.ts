// What is open to everybody is held apart from the rest: its throttle, and which keys are asked.

import { permissionsOf } from '../../simulation/stack/permissions.ts';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { readServerlessText } from '../../simulation/stack/serverless-file.ts';
import { templateOfSources } from '../../simulation/stack/template-of-sources.ts';
import { home } from '../../simulation/world/place.ts';

test('each route that asks nobody who they are has a throttle, set once the route is there', () => {
  const { Resources } = templateOfSources(readServerlessText(), 'prod');
  const routes = Object.entries(Resources).filter(
    ([, { Type, Properties }]) =>
      Type === 'AWS::ApiGatewayV2::Route' && Properties?.AuthorizationType === undefined,
  );
  const { Properties, DependsOn } = Resources.HttpApiStage!;
  const settings = Properties!.RouteSettings as Readonly<Record<string, object>>;

  expect(routes.length).toBeGreaterThan(0);
  for (const [id, route] of routes) {
    expect(settings[String(route.Properties!.RouteKey)]).toEqual({
      ThrottlingBurstLimit: 20,
      ThrottlingRateLimit: 10,
    });
    expect([DependsOn].flat()).toContain(id);
  }
});

test('requests are verified by the keys of pipelines, and by no other key of the account', () => {
  const allows = permissionsOf(readStack(home).functions);
  const key = `arn:aws:kms:${home.region}:${home.account}:key/any`;
  const by = (alias?: string) =>
    allows('OnRequest', 'kms:Verify', key, () => (alias ? { 'kms:RequestAlias': alias } : {}));

  expect([by('alias/tidegate/shop'), by('alias/payments'), by()]).toEqual([true, false, false]);
});
