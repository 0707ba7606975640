package dev.meshgen.live.scenario;

import dev.meshgen.live.*;

public final class Scratch implements Scenario {
  @Override
  public void run(Lab lab) {
    var clusters = lab.start(new Lab.Site("east", "a"), new Lab.Site("west", "b"));
    App client = App.deploy(clusters.get(0), "shop", "client", 1);
    App echo = App.deploy(clusters.get(0), "shop", "echo", 2);
    client.await();
    echo.await();
    lab.log(client.get(echo.url()).toString());
    lab.log(client.count(20, echo.url()).toString());
    lab.log(client.get("http://nothing.shop.svc.cluster.local/").toString());
    lab.log(client.get("https://kubernetes.default.svc.cluster.local/").toString());
    throw new AssertionError("look");
  }
}
