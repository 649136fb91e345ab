# syntax=docker/dockerfile:1
# docker build -t mutabiq .
# docker run --rm -v "$PWD:/texts" mutabiq check article.ar.txt article.en.txt

FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /build
COPY Cargo.toml Cargo.lock ./
COPY src src
COPY glossaries glossaries
COPY benches benches
RUN cargo build --release --locked --bin mutabiq

# Alpine rather than nothing at all: GitLab runs its jobs in a shell, and --since asks git.
FROM alpine:3
RUN apk add --no-cache git \
 && git config --system --add safe.directory '*' \
 && adduser -D -u 1000 mutabiq
COPY --from=build /build/target/release/mutabiq /usr/local/bin/mutabiq
USER mutabiq
WORKDIR /texts
ENTRYPOINT ["mutabiq"]
CMD ["--help"]
