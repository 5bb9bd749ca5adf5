// The ECS services and Auto Scaling groups of a template, and how CodeDeploy deploys to them.

import { nameOfReferred } from './find-functions.ts';
import type { FoundDeployment, FoundResource } from './found.ts';
import { type Known, type Said, said } from './known-text.ts';
import { objectIn, type Template, type TemplateResource } from './read-template.ts';
import { ofType, referredId, referredIds, referredResource } from './references.ts';
import type { Remark } from './remark.ts';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';

export function findServers(template: Template, known: Known) {
  const services = ofType(template, 'AWS::ECS::Service');
  const resources: FoundResource[] = [
    ...services.map((each) => foundService(each, template, known)),
    ...ofType(template, GROUP).map((each) => foundGroup(each, template, known)),
  ];
  const remarks: Remark[] = services.flatMap(({ id, line, properties }) =>
    isNamed(properties.Cluster, template)
      ? []
      : [
          {
            id,
            line,
            text: `expected ${id}’s cluster to be given by name: an ARN finds no metrics`,
          },
        ],
  );
  return { resources, remarks, deployments: deploymentsOfServers(template, known) };
}

/** A cluster of the template is known by name; what comes from elsewhere may be an ARN. */
function isNamed(cluster: unknown, template: Template): boolean {
  return cluster === undefined || typeof cluster === 'string' || !!referredId(cluster, template);
}

function foundService(service: TemplateResource, template: Template, known: Known): FoundResource {
  const { id, type, properties, condition, line } = service;
  const cluster = properties.Cluster;
  const ownCluster = referredResource(cluster, template);
  const settings = ownCluster?.properties.ClusterSettings;
  const insights = /enabled|enhanced/.test(JSON.stringify(settings ?? []));
  return {
    id,
    type,
    kind: 'ecs',
    names: {
      cluster: clusterName(cluster, ownCluster, template, known),
      service: {
        ...said(properties.ServiceName, template, known),
        expression: { 'Fn::GetAtt': [id, 'Name'] },
      },
    },
    facts: {
      ...(ownCluster && { containerInsights: insights }),
      ...deployedBy(service),
    },
    ...(condition && { condition }),
    line,
  };
}

/**
 * Who deploys to a service, and how its traffic could go to new tasks:
 *
 *     daemons, or one target group alone                    →  rolling
 *     a second target group, or Service Connect             →  canary, or as its own strategy says
 *     nothing that its traffic comes by                     →  rolling, or blue-green where it says so
 */
function deployedBy({
  properties,
}: TemplateResource): Pick<FoundResource['facts'], 'controller' | 'strategy'> {
  const { Type: controller = 'ECS' } = objectIn(properties.DeploymentController);
  const { Strategy: written } = objectIn(properties.DeploymentConfiguration);
  const own = STRATEGIES[String(written)];
  const isShiftable =
    /"AdvancedConfiguration"/.test(JSON.stringify(properties.LoadBalancers ?? [])) ||
    objectIn(properties.ServiceConnectConfiguration).Enabled === true;
  const isDaemon = properties.SchedulingStrategy === 'DAEMON';
  const strategy = isDaemon ? 'rolling' : (own ?? (isShiftable ? 'canary' : 'rolling'));
  return { controller: String(controller), strategy };
}

const STRATEGIES: Readonly<Record<string, FoundResource['facts']['strategy']>> = {
  ROLLING: 'rolling',
  BLUE_GREEN: 'blue-green',
  CANARY: 'canary',
  LINEAR: 'linear',
};

function clusterName(
  cluster: unknown,
  own: TemplateResource | undefined,
  template: Template,
  known: Known,
): Said {
  if (cluster === undefined) return { expression: 'default', text: 'default' };
  if (own) {
    const { id, properties } = own;
    return { ...said(properties.ClusterName, template, known), expression: { Ref: id } };
  }
  if (typeof cluster !== 'string') return said(cluster, template, known);
  const name = cluster.slice(cluster.lastIndexOf('/') + 1);
  return { expression: name, text: name };
}

function foundGroup(group: TemplateResource, template: Template, known: Known): FoundResource {
  const { id, type, properties, condition, line } = group;
  const name = {
    ...said(properties.AutoScalingGroupName, template, known),
    expression: { Ref: id },
  };
  return {
    id,
    type,
    kind: 'ec2',
    names: { autoScalingGroup: name },
    facts: {},
    ...(condition && { condition }),
    line,
  };
}

/** Groups of Lambda are found with the alias that they shift. */
function deploymentsOfServers(template: Template, known: Known): FoundDeployment[] {
  return ofType(template, 'AWS::CodeDeploy::DeploymentGroup').flatMap((group) => {
    const platform = platformOf(group, template);
    if (platform === 'lambda') return [];
    const { id, properties, condition, line } = group;
    return [
      {
        id,
        platform,
        application: nameOfReferred(properties.ApplicationName, 'ApplicationName', template, known),
        deploymentGroup: {
          ...said(properties.DeploymentGroupName, template, known),
          expression: { Ref: id },
        },
        autoScalingGroups: referredIds(properties.AutoScalingGroups, template),
        services: servicesOf(properties.ECSServices, template),
        conditions: condition === undefined ? [] : [condition],
        line,
      },
    ];
  });
}

/** Those that the group names, by reference or by the text of their name. */
function servicesOf(given: unknown, template: Template): string[] {
  const names = [given].flat().map((each) => objectIn(each).ServiceName);
  const byText = ofType(template, 'AWS::ECS::Service')
    .filter(({ properties }) => names.includes(properties.ServiceName) && properties.ServiceName)
    .map(({ id }) => id);
  const byReference = referredIds(names, template).filter(
    (id) => template.resources.get(id)?.type === 'AWS::ECS::Service',
  );
  return [...new Set([...byReference, ...byText])];
}

function platformOf({ properties }: TemplateResource, template: Template) {
  if (properties.ECSServices !== undefined) return 'ecs';
  const application = objectIn(referredResource(properties.ApplicationName, template)?.properties);
  if (application.ComputePlatform === 'Lambda') return 'lambda';
  return application.ComputePlatform === 'ECS' ? 'ecs' : 'ec2';
}
