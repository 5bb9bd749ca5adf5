// The state machines of a template, and the aliases by which they are started.

import { basename } from 'node:path';
import type { FoundMachine, FoundResource } from './found.ts';
import { type Known, said } from './known-text.ts';
import type { Template, TemplateResource } from './read-template.ts';
import { customResourceHandlers, ofType, referredIds } from './references.ts';

const SAM_MACHINE = 'AWS::Serverless::StateMachine';

/** As what can be deployed to, and as what can be watched; those that only wait for custom resources are neither. */
export function findMachines(template: Template, known: Known) {
  const ofStack = customResourceHandlers(template);
  const all = ofType(template, 'AWS::StepFunctions::StateMachine', SAM_MACHINE).filter(
    ({ id }) => !ofStack.has(id),
  );
  return {
    machines: all.map((each) => foundMachine(each, template, known)),
    resources: all.map((each) => watchedMachine(each, template, known)),
  };
}

/** By its ARN, which is what CloudWatch knows it by. */
function watchedMachine(
  machine: TemplateResource,
  template: Template,
  known: Known,
): FoundResource {
  const { id, type, condition, line } = machine;
  const name = said(nameGiven(machine), template, known).text;
  const arn = `arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:stateMachine:${name}`;
  const text = name && said({ 'Fn::Sub': arn }, template, known).text;
  return {
    id,
    type,
    kind: 'stateMachine',
    names: { arn: { expression: { Ref: id }, ...(text && { text }) } },
    facts: {},
    ...(condition && { condition }),
    line,
  };
}

function nameGiven({ type, properties }: TemplateResource): unknown {
  return properties.StateMachineName ?? (type === SAM_MACHINE ? properties.Name : undefined);
}

function foundMachine(machine: TemplateResource, template: Template, known: Known): FoundMachine {
  const { id, type, properties, condition, line } = machine;
  const alias = aliasOf(machine, template);
  return {
    id,
    type,
    name: {
      ...said(nameGiven(machine), template, known),
      expression: { 'Fn::GetAtt': [id, 'Name'] },
    },
    isExpress:
      said(properties.StateMachineType ?? properties.Type, template, known).text === 'EXPRESS',
    ...(alias !== undefined && { alias: said(alias, template, known) }),
    definition: definitionOf(machine),
    conditions: condition === undefined ? [] : [condition],
    line,
  };
}

/** SAM's own, or one whose routes lead to a version of the machine. */
function aliasOf({ id, type, properties }: TemplateResource, template: Template): unknown {
  if (type === SAM_MACHINE && properties.AutoPublishAlias !== undefined)
    return properties.AutoPublishAlias;
  const versions = ofType(template, 'AWS::StepFunctions::StateMachineVersion')
    .filter((version) => referredIds(version.properties, template).includes(id))
    .map((version) => version.id);
  const alias = ofType(template, 'AWS::StepFunctions::StateMachineAlias').find(
    ({ properties: it }) =>
      referredIds(it, template).some((each) => each === id || versions.includes(each)),
  );
  return alias && (alias.properties.Name ?? null);
}

/** The file that a template names, by its own name: the build puts it there whole. */
function definitionOf({ properties }: TemplateResource): string | undefined {
  const { DefinitionUri: given } = properties;
  const path = typeof given === 'string' && !given.includes('://') ? basename(given) : undefined;
  return path && /^[\w.-]+$/.test(path) ? path : undefined;
}
