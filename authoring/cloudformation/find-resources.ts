// What of a template can be watched and deployed to, and what of it could not be known.

import { findConfigurations } from './find-configurations.ts';
import { findData } from './find-data.ts';
import { findFunctions } from './find-functions.ts';
import { findMachines } from './find-machines.ts';
import { findServers } from './find-servers.ts';
import { findSites } from './find-sites.ts';
import { findStores } from './find-stores.ts';
import { findTraffic } from './find-traffic.ts';
import { findUnwatched } from './find-unwatched.ts';
import type { Found } from './found.ts';
import type { Known } from './known-text.ts';
import type { Template } from './read-template.ts';
import { ofType } from './references.ts';
import type { Remark } from './remark.ts';

/**
 * Everything in the template that has metrics everyone should watch, in the order: what users meet first, then what
 * works for it, then what it keeps its data in. `known` gives parameters and pseudo parameters, such as AWS::StackName.
 */
export function findResources(template: Template, known: Known = {}): Found {
  const functions = findFunctions(template, known);
  const traffic = findTraffic(template, known);
  const servers = findServers(template, known);
  const machines = findMachines(template, known);
  const data = findData(template, known);
  const configurations = findConfigurations(template, known);
  const sites = findSites(template, known);
  return {
    resources: [
      ...traffic.resources,
      ...functions.resources,
      ...machines.resources,
      ...servers.resources,
      ...findStores(template, known),
      ...data.resources,
    ],
    deployments: [...functions.deployments, ...servers.deployments],
    machines: machines.machines,
    configurations: configurations.configurations,
    sites: sites.sites,
    remarks: [
      ...functions.remarks,
      ...traffic.remarks,
      ...servers.remarks,
      ...data.remarks,
      ...configurations.remarks,
      ...sites.remarks,
      ...findUnwatched(template),
      ...nestedStacks(template),
      ...unseen(template),
      ...template.remarks,
    ],
  };
}

function unseen({ unseen: left }: Template): Remark[] {
  return left.map(({ id, line }) => ({
    id,
    line,
    text: `what ${id} makes is not seen here, since only the stack knows it: give the template after its transforms`,
  }));
}

function nestedStacks(template: Template): Remark[] {
  return ofType(template, 'AWS::CloudFormation::Stack', 'AWS::Serverless::Application').map(
    ({ id, line }) => ({
      id,
      line,
      text: `${id} is a stack of its own: what is in it is not seen here; give its template too`,
    }),
  );
}
