# deed's own image: the program and the libraries that it loads, nothing else. A service's migration image is made from it
# (deed init --template docker; docs/kubernetes.md).
#   docker build -t registry.example.com/deed:0.1.0 .
FROM debian:12-slim AS build
WORKDIR /deed
COPY . .
RUN DEED_RELEASE=ON scripts/build deed
# The one list of what goes in.
RUN scripts/image-tree /image

FROM scratch
COPY --from=build /image /
ENV PATH=/usr/bin
# A number needs no entry in /etc/passwd, and deed needs no home.
USER 65532:65532
WORKDIR /services
ENTRYPOINT ["deed"]
