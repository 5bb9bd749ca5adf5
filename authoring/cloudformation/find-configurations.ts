// What AppConfig deploys: configuration profiles that it hosts, in each environment of their application.

import type { FoundConfiguration } from './found.ts';
import { type Known, type Said, said } from './known-text.ts';
import type { Template, TemplateResource } from './read-template.ts';
import { ofType, referredId, referredIds } from './references.ts';
import type { Remark } from './remark.ts';

export function findConfigurations(template: Template, known: Known) {
  const profiles = ofType(template, 'AWS::AppConfig::ConfigurationProfile');
  const environments = ofType(template, 'AWS::AppConfig::Environment');
  const isHosted = ({ properties }: TemplateResource) =>
    said(properties.LocationUri, template, known).text === 'hosted';
  const configurations = profiles
    .filter(isHosted)
    .flatMap((profile) =>
      environments
        .filter((each) => isOfOne(each, profile, template, known))
        .map((environment) => found(profile, environment, template, known)),
    );
  const placed = new Set(configurations.map(({ id }) => id));
  return {
    configurations,
    remarks: [
      ...profiles.flatMap((each) => profileRemarks(each, isHosted(each), placed)),
      ...ofType(template, 'AWS::AppConfig::Deployment').flatMap((each) =>
        deploymentRemarks(each, placed, template),
      ),
    ],
  };
}

function isOfOne(
  environment: TemplateResource,
  profile: TemplateResource,
  template: Template,
  known: Known,
): boolean {
  const [a, b] = [environment, profile].map(({ properties: { ApplicationId: given } }) => ({
    id: referredId(given, template),
    text: said(given, template, known).text,
  }));
  return a!.id === b!.id && a!.text === b!.text;
}

function found(
  profile: TemplateResource,
  environment: TemplateResource,
  template: Template,
  known: Known,
): FoundConfiguration {
  const named = ({ id, properties }: TemplateResource): Said => ({
    ...said(properties.Name, template, known),
    expression: { Ref: id },
  });
  const application = referredId(profile.properties.ApplicationId, template);
  const own = application === undefined ? undefined : template.resources.get(application);
  return {
    id: profile.id,
    environmentId: environment.id,
    application: own ? named(own) : said(profile.properties.ApplicationId, template, known),
    environment: named(environment),
    profile: named(profile),
    conditions: [profile.condition, environment.condition].filter((each) => each !== undefined),
    line: profile.line,
  };
}

function profileRemarks(
  { id, line }: TemplateResource,
  isHosted: boolean,
  placed: ReadonlySet<string>,
): Remark[] {
  if (placed.has(id)) return [];
  const why = isHosted
    ? 'has no environment here: it is no target'
    : 'is not hosted by AppConfig: it is no target, and is deployed as it was';
  return [{ id, line, text: `${id} is a configuration profile that ${why}` }];
}

function deploymentRemarks(
  { id, line, properties }: TemplateResource,
  placed: ReadonlySet<string>,
  template: Template,
): Remark[] {
  const [profile] = referredIds(properties.ConfigurationProfileId, template);
  if (profile === undefined || !placed.has(profile)) return [];
  const text = `${id} deploys ${profile} past every gate, whenever its stack is deployed: take it out of the template`;
  return [{ id, line, text }];
}
