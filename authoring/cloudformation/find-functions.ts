// The Lambda functions of a template, and how CodeDeploy shifts their aliases.

import type { Facts, FoundDeployment, FoundResource } from './found.ts';
import { type Known, type Said, said } from './known-text.ts';
import { isObject } from './properties.ts';
import { objectIn, type Template, type TemplateResource } from './read-template.ts';
import {
  customResourceHandlers,
  FUNCTION_TYPES,
  hooksIn,
  ofType,
  referredId,
  referredResource,
} from './references.ts';
import type { Remark } from './remark.ts';
import { secondsBetweenRuns } from './schedules.ts';

const SAM_FUNCTION = 'AWS::Serverless::Function';

/** Lambda's own, where a template says none. */
const USUAL_TIMEOUT_SECONDS = 3;

export function findFunctions(template: Template, known: Known) {
  const handlers = customResourceHandlers(template);
  const hooks = hooksIn(template);
  const all = ofType(template, ...FUNCTION_TYPES);
  const resources = all
    .filter(({ id }) => !handlers.has(id) && !hooks.has(id))
    .map((each) => foundFunction(each, template, known));
  const remarks = all.flatMap(({ id, line }): Remark[] => {
    if (handlers.has(id)) return [{ id, line, text: `${id} ${OF_STACK}` }];
    return hooks.has(id) ? [{ id, line, text: `${id} ${OF_SHIFT}` }] : [];
  });
  return { resources, remarks, deployments: deploymentsOfFunctions(template, known) };
}

const OF_STACK =
  'serves custom resources only, while a stack changes: it is not watched, and no target';
const OF_SHIFT =
  'is a hook that CodeDeploy calls while it shifts traffic: it is not watched, and no target';

function foundFunction(
  resource: TemplateResource,
  template: Template,
  known: Known,
): FoundResource {
  const { id, type, condition, line } = resource;
  return {
    id,
    type,
    kind: 'lambda',
    names: { function: functionName(resource, template, known) },
    facts: factsOf(resource, template, known),
    ...(condition && { condition }),
    line,
  };
}

/** A function's `Ref` is its name, whoever chose it. */
function functionName(
  { id, properties }: TemplateResource,
  template: Template,
  known: Known,
): Said {
  return { ...said(properties.FunctionName, template, known), expression: { Ref: id } };
}

/** A function's property, else SAM's for all functions. */
function propertyOf({ type, properties }: TemplateResource, name: string, template: Template) {
  const global = type === SAM_FUNCTION ? template.globals.Function?.[name] : undefined;
  return properties[name] ?? global;
}

function factsOf(resource: TemplateResource, template: Template, known: Known): Facts {
  const numberIn = (name: string) => {
    const { text } = said(propertyOf(resource, name, template), template, known);
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const isSaid = propertyOf(resource, 'Timeout', template) !== undefined;
  const timeoutSeconds = isSaid ? numberIn('Timeout') : USUAL_TIMEOUT_SECONDS;
  const reservedConcurrency = numberIn('ReservedConcurrentExecutions');
  return {
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(reservedConcurrency !== undefined && { reservedConcurrency }),
    readsStream: readsStream(resource, template),
    ...secondsBetweenRuns(resource, template, known),
    ...(isImage(resource, template) && { isImage: true }),
  };
}

/** SAM takes an image that is built beside the template from what it says under `Metadata`. */
function isImage(resource: TemplateResource, template: Template): boolean {
  const { properties } = resource;
  const isNamed =
    properties.ImageUri !== undefined || objectIn(properties.Code).ImageUri !== undefined;
  return isNamed || propertyOf(resource, 'PackageType', template) === 'Image';
}

const STREAM = /kinesis|dynamodb|msk|kafka|documentdb|mq/i;

function readsStream({ id, properties }: TemplateResource, template: Template): boolean {
  const events = Object.values(objectIn(properties.Events));
  const bySam = events.some(
    (event) =>
      isObject(event) &&
      /^(Kinesis|DynamoDB|MSK|SelfManagedKafka|DocumentDB)$/.test(String(event.Type)),
  );
  const mapped = ofType(template, 'AWS::Lambda::EventSourceMapping').some(
    ({ properties: mapping }) =>
      referredId(mapping.FunctionName, template) === id && isStream(mapping, template),
  );
  return bySam || mapped;
}

/** Only streams start somewhere: a queue has no StartingPosition. */
function isStream(mapping: TemplateResource['properties'], template: Template): boolean {
  const source = referredId(mapping.EventSourceArn, template);
  const type = source && template.resources.get(source)?.type;
  return mapping.StartingPosition !== undefined || (!!type && STREAM.test(type));
}

function deploymentsOfFunctions(template: Template, known: Known): FoundDeployment[] {
  return [
    ...ofType(template, 'AWS::Lambda::Alias').flatMap((alias) =>
      deploymentOfAlias(alias, template, known),
    ),
    ...ofType(template, SAM_FUNCTION).flatMap((each) => deploymentOfSam(each, template, known)),
  ];
}

function deploymentOfAlias(
  { id, properties, attributes, condition, line }: TemplateResource,
  template: Template,
  known: Known,
): FoundDeployment[] {
  const update = objectIn(attributes.UpdatePolicy).CodeDeployLambdaAliasUpdate;
  if (!isObject(update)) return [];
  const name = referredId(properties.FunctionName, template);
  const owner = name === undefined ? undefined : template.resources.get(name);
  const function_ = owner
    ? functionName(owner, template, known)
    : said(properties.FunctionName, template, known);
  return [
    {
      id,
      platform: 'lambda',
      application: nameOfReferred(update.ApplicationName, 'ApplicationName', template, known),
      deploymentGroup: nameOfReferred(
        update.DeploymentGroupName,
        'DeploymentGroupName',
        template,
        known,
      ),
      function: function_,
      alias: said(properties.Name, template, known),
      version: properties.FunctionVersion,
      autoScalingGroups: [],
      conditions: [condition, owner?.condition].filter((each) => each !== undefined),
      line,
    },
  ];
}

/** SAM makes the alias, the application and the group by itself. */
function deploymentOfSam(
  resource: TemplateResource,
  template: Template,
  known: Known,
): FoundDeployment[] {
  const { id, condition, line } = resource;
  const preference = propertyOf(resource, 'DeploymentPreference', template);
  const alias = propertyOf(resource, 'AutoPublishAlias', template);
  if (!isObject(preference) || alias === undefined || preference.Enabled === false) return [];
  if (said(alias, template, known).text === '') return [];
  return [
    {
      id,
      platform: 'lambda',
      application: { expression: { Ref: 'ServerlessDeploymentApplication' } },
      deploymentGroup: { expression: { Ref: `${id}DeploymentGroup` } },
      function: functionName(resource, template, known),
      alias: said(alias, template, known),
      version: { 'Fn::GetAtt': [`${id}.Version`, 'Version'] },
      autoScalingGroups: [],
      conditions: condition === undefined ? [] : [condition],
      line,
    },
  ];
}

/** What a value says, or the resource that it refers to is called. */
export function nameOfReferred(
  value: unknown,
  property: string,
  template: Template,
  known: Known,
): Said {
  const referred =
    isObject(value) && 'Ref' in value ? referredResource(value, template) : undefined;
  if (!referred) return said(value, template, known);
  return { ...said(referred.properties[property], template, known), expression: value };
}
