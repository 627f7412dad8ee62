# The migration image of all services of this workspace: deed, and of each service what `upgrade` reads. From the workspace's directory:
#   docker build -f DIRECTORY/migrations.Dockerfile -t REGISTRY/services-migrations:RELEASE .
# deed's own image comes from the Dockerfile of its repository (docs/kubernetes.md says what is in it).
ARG DEED=registry.example.com/deed:0.1.0
FROM ${DEED} AS checked
COPY deed.toml /services/deed.toml
# Of each service `revisions.directory` of its deed.toml; these are in the .dockerignore file too.
COPY {{directory}}/deed.toml /services/{{directory}}/deed.toml
COPY {{directory}}/{{revisions}} /services/{{directory}}/{{revisions}}
WORKDIR /services
# Revisions that cannot be read or ordered fail the build and not the release. No database is needed.
RUN ["deed", "--all", "heads"]

# The same without a layer of that run; it has no shell, no package manager and no user but a number.
FROM ${DEED}
COPY --from=checked /services /services
WORKDIR /services
