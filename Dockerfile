FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY KnowledgeBase.sln .editorconfig ./
COPY src src
RUN dotnet restore src/KnowledgeBase.Api --locked-mode -r linux-x64
RUN dotnet publish src/KnowledgeBase.Api -c Release -r linux-x64 --self-contained false -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 curl && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
COPY articles articles
ENV KnowledgeBase__DataPath=/data KnowledgeBase__ArticlesPath=/app/articles Urls=http://+:5080
RUN mkdir /data && chown $APP_UID /data
USER $APP_UID
VOLUME /data
EXPOSE 5080
HEALTHCHECK --interval=15s --start-period=20s CMD curl -fsS http://localhost:5080/health/ready || exit 1
ENTRYPOINT ["dotnet", "KnowledgeBase.Api.dll"]
