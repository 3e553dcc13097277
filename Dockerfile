FROM node:24-slim AS build
WORKDIR /heed
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
WORKDIR /heed
COPY --from=build /heed/package.json ./
COPY --from=build /heed/bin bin
COPY --from=build /heed/scripts scripts
COPY --from=build /heed/dist dist
COPY --from=build /heed/packages/banner/dist packages/banner/dist
COPY --from=build /heed/packages/form/dist packages/form/dist
COPY --from=build /heed/policies policies
COPY --from=build /heed/src/db/migrations src/db/migrations
COPY --from=build /heed/src/ui/assets src/ui/assets
COPY --from=build /heed/node_modules node_modules
RUN mkdir /data && chown node /data
USER node
EXPOSE 8080
CMD ["bin/heed", "serve", "--host", "0.0.0.0"]
