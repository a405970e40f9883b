# Tingheng in a container: the whole of it, as one process or as one of several. Nothing is downloaded when it runs.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages ./packages
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production \
    TINGHENG_FOLDER=/data \
    TINGHENG_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app ./
COPY standards ./standards
COPY questionnaires ./questionnaires
COPY meanings ./meanings
COPY calendars ./calendars
COPY roles ./roles
COPY samples ./samples
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8470
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.TINGHENG_PORT ?? process.env.TINGHENG_HEALTH_PORT ?? 8470}${process.env.TINGHENG_BASE_PATH ?? ''}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "packages/cli/src/main.ts"]
CMD ["serve"]
