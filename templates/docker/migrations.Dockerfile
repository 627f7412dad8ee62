# The migration image of {{service}}: deed, and of this directory what `upgrade` and `wait` read. From the service's directory:
#   docker build -f migrations.Dockerfile -t REGISTRY/{{service-}}-migrations:RELEASE .
# deed's own image comes from the Dockerfile of its repository (docs/kubernetes.md says what is in it).
ARG DEED=registry.example.com/deed:0.1.0
FROM ${DEED} AS checked
COPY deed.toml /services/{{service}}/deed.toml
# `revisions.directory` of deed.toml; it is in the .dockerignore file too.
COPY {{revisions}} /services/{{service}}/{{revisions}}
WORKDIR /services/{{service}}
# Revisions that cannot be read or ordered fail the build and not the release. No database is needed.
RUN ["deed", "heads"]

# The same without a layer of that run; it has no shell, no package manager and no user but a number.
FROM ${DEED}
COPY --from=checked /services /services
WORKDIR /services/{{service}}
