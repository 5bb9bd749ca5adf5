// The deployment group of CodeDeploy that a target may have.

import { deployName } from '../aws-names.ts';

export const groupFields = {
  application: deployName('a CodeDeploy application').meta({
    description: 'The CodeDeploy application.',
  }),
  deploymentGroup: deployName('a deployment group').meta({
    description: 'The CodeDeploy deployment group.',
  }),
};

export interface DeploymentGroup {
  readonly application: string;
  readonly deploymentGroup: string;
}
