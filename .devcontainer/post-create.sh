#!/usr/bin/env bash
# Runs once in a new container: Core Tools, then a build that leaves everything ready for `./convoy up`.
set -euo pipefail
CORE_TOOLS=4

cd "$(dirname "${BASH_SOURCE[0]}")/.."
npm install --global --loglevel=error "azure-functions-core-tools@$CORE_TOOLS"
tooling/npm-install tooling/checks
mvn -B -q install -DskipTests
./convoy --help
