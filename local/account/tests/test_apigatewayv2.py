import pytest
from amends_local.apigatewayv2 import NotFound, Store


def test_what_is_made_is_listed_again():
    store = Store()
    api = store.answer("CreateApi", {"Name": "orders", "ProtocolType": "HTTP", "Target": None})
    assert api == {"Name": "orders", "ProtocolType": "HTTP", "ApiId": api["ApiId"]}
    assert store.answer("GetApis", {"MaxResults": "500"}) == {"Items": [api]}
    assert store.answer("GetApi", {"ApiId": api["ApiId"]}) == api

    part = store.answer("CreateIntegration", {"ApiId": api["ApiId"], "IntegrationUri": "arn:aws:lambda"})
    assert part["IntegrationUri"] == "arn:aws:lambda"
    assert store.answer("GetIntegrations", {"ApiId": api["ApiId"]}) == {"Items": [part]}
    assert store.answer("GetAuthorizers", {"ApiId": api["ApiId"]}) == {"Items": []}


def test_what_is_deleted_is_gone():
    store = Store()
    api = store.answer("CreateApi", {"Name": "orders"})["ApiId"]
    assert store.answer("DeleteApi", {"ApiId": api}) == {}
    assert store.answer("GetApis", {}) == {"Items": []}
    with pytest.raises(NotFound):
        store.answer("GetIntegrations", {"ApiId": api})


def test_what_is_not_kept_is_left_to_localstack():
    assert Store().answer("CreateDomainName", {}) is None
    assert Store().answer("GetRoutes", {"ApiId": "x"}) is None
