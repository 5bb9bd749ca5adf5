// What serverless-plugin-canary-deployments makes: an alias that CodeDeploy shifts.

import type { Properties } from '../cloudformation/properties.ts';
import { objectIn, type TemplateResource } from '../cloudformation/read-template.ts';
import { logicalIdOf, type MakeResource, type ServerlessParts } from './serverless-parts.ts';

/** Nothing for a function without settings, or in a stage that they leave out. */
export function deploymentOf(
  id: string,
  given: Properties,
  { value, stage }: ServerlessParts,
  make: MakeResource,
): TemplateResource[] {
  if (given.deploymentSettings === undefined) return [];
  const common = objectIn(objectIn(value.custom).deploymentSettings);
  const settings = { ...common, ...objectIn(given.deploymentSettings) };
  const { stages, alias, alarms, preTrafficHook, postTrafficHook } = settings;
  if (Array.isArray(stages) && stage !== undefined && !stages.includes(stage)) return [];
  if (typeof alias !== 'string') return [];
  const group = `${id}DeploymentGroup`;
  const update = {
    ApplicationName: { Ref: 'CodeDeployApplication' },
    DeploymentGroupName: { Ref: group },
    BeforeAllowTrafficHook: hookOf(preTrafficHook),
    AfterAllowTrafficHook: hookOf(postTrafficHook),
  };
  return [
    make(
      `${id}Alias${alias}`,
      'AWS::Lambda::Alias',
      { FunctionName: { Ref: id }, Name: alias },
      { UpdatePolicy: { CodeDeployLambdaAliasUpdate: update } },
    ),
    make('CodeDeployApplication', 'AWS::CodeDeploy::Application', { ComputePlatform: 'Lambda' }),
    make(group, 'AWS::CodeDeploy::DeploymentGroup', {
      ApplicationName: { Ref: 'CodeDeployApplication' },
      AlarmConfiguration: alarms === undefined ? undefined : { Alarms: alarmsIn(alarms) },
    }),
  ];
}

/** The functions that run while traffic is shifted, in whichever stage. */
export function hooksOf(given: Properties, value: Properties): Properties {
  const { preTrafficHook, postTrafficHook } = {
    ...objectIn(objectIn(value.custom).deploymentSettings),
    ...objectIn(given.deploymentSettings),
  };
  return {
    BeforeAllowTrafficHook: hookOf(preTrafficHook),
    AfterAllowTrafficHook: hookOf(postTrafficHook),
  };
}

/** A hook is a function of the same file. */
function hookOf(name: unknown): unknown {
  return typeof name === 'string' ? { Ref: logicalIdOf(name) } : undefined;
}

/** An alarm is a logical id, or says its name. */
function alarmsIn(alarms: unknown): unknown[] {
  return [alarms].flat().map((alarm) => {
    const { name } = objectIn(alarm);
    return { Name: name ?? { Ref: String(alarm) } };
  });
}
