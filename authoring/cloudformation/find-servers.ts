// The ECS services and Auto Scaling groups of a template, and how CodeDeploy deploys to them.

import { nameOfReferred } from './find-functions.ts';
import type { FoundDeployment, FoundResource, Remark } from './found.ts';
import { type Known, type Said, said } from './known-text.ts';
import { objectIn, type Template, type TemplateResource } from './read-template.ts';
import { ofType, referredId, referredIds, referredResource } from './references.ts';

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
    facts: ownCluster ? { containerInsights: insights } : {},
    ...(condition && { condition }),
    line,
  };
}

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
    const { id, properties, line } = group;
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
        line,
      },
    ];
  });
}

function platformOf({ properties }: TemplateResource, template: Template) {
  if (properties.ECSServices !== undefined) return 'ecs';
  const application = objectIn(referredResource(properties.ApplicationName, template)?.properties);
  if (application.ComputePlatform === 'Lambda') return 'lambda';
  return application.ComputePlatform === 'ECS' ? 'ecs' : 'ec2';
}
