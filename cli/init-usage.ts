export const USAGE =
  'tidegate init [--from FOLDER | --template FILE... | --aws] [--out FILE] [--force] [--name NAME] [--json]\n' +
  '  [--account [STAGE=]ID] [--region [STAGE=]REGION,...] [--stage STAGE=VALUE] [--stack [STAGE=]NAME]\n' +
  '  [--parameter NAME=VALUE] [--resources [STAGE=]FILE] [--endpoint-url URL]';
