{% load static %}<?xml version="1.0" encoding="UTF-8"?>
<!-- Shows an answer of the OAI-PMH door to people. Harvesters never read it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:oai="http://www.openarchives.org/OAI/2.0/" exclude-result-prefixes="oai">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat"/>
  <xsl:variable name="base" select="/oai:OAI-PMH/oai:request"/>

  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>OAI-PMH: SALAM Knowledge Hub</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="robots" content="noindex"/>
        <link rel="stylesheet" href="{% static 'css/tokens.css' %}"/>
        <link rel="stylesheet" href="{% static 'css/base.css' %}"/>
        <link rel="stylesheet" href="{% static 'css/components/oai.css' %}"/>
      </head>
      <body><xsl:apply-templates select="oai:OAI-PMH"/></body>
    </html>
  </xsl:template>

  <xsl:template match="oai:OAI-PMH">
    <header class="oai-head">
      <p><a href="/">SALAM Knowledge Hub</a></p>
      <h1>OAI-PMH<xsl:if test="oai:request/@verb">: <xsl:value-of select="oai:request/@verb"/></xsl:if></h1>
      <p>An answer for harvesters, of <xsl:value-of select="oai:responseDate"/>, shown for people.</p>
      <nav aria-label="Verbs">
        <ul>
          <li><a href="?verb=Identify">Identify</a></li>
          <li><a href="?verb=ListMetadataFormats">Formats</a></li>
          <li><a href="?verb=ListSets">Sets</a></li>
          <li><a href="?verb=ListIdentifiers&amp;metadataPrefix=oai_dc">Identifiers</a></li>
          <li><a href="?verb=ListRecords&amp;metadataPrefix=oai_dc">Records</a></li>
        </ul>
      </nav>
    </header>
    <main><xsl:apply-templates select="*[not(self::oai:responseDate or self::oai:request)]"/></main>
  </xsl:template>

  <xsl:template match="oai:error">
    <p class="oai-error"><strong><xsl:value-of select="@code"/></strong>: <xsl:value-of select="."/></p>
  </xsl:template>

  <xsl:template match="oai:Identify"><dl><xsl:apply-templates mode="pair"/></dl></xsl:template>

  <xsl:template match="oai:ListMetadataFormats">
    <xsl:for-each select="oai:metadataFormat">
      <h2><xsl:value-of select="oai:metadataPrefix"/></h2>
      <dl><xsl:apply-templates select="*[position() &gt; 1]" mode="pair"/></dl>
      <p><a href="?verb=ListRecords&amp;metadataPrefix={oai:metadataPrefix}">Records in this format</a></p>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="oai:ListSets">
    <table>
      <thead><tr><th scope="col">Set</th><th scope="col">Name</th><th scope="col">List</th></tr></thead>
      <tbody>
        <xsl:for-each select="oai:set">
          <tr>
            <td><code><xsl:value-of select="oai:setSpec"/></code></td>
            <td><xsl:value-of select="oai:setName"/></td>
            <td>
              <a href="?verb=ListIdentifiers&amp;metadataPrefix=oai_dc&amp;set={oai:setSpec}">Identifiers</a>
              <xsl:text> </xsl:text>
              <a href="?verb=ListRecords&amp;metadataPrefix=oai_dc&amp;set={oai:setSpec}">Records</a>
            </td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template match="oai:ListIdentifiers">
    <xsl:apply-templates select="oai:header"/>
    <xsl:apply-templates select="oai:resumptionToken"/>
  </xsl:template>

  <xsl:template match="oai:ListRecords | oai:GetRecord">
    <xsl:for-each select="oai:record">
      <article>
        <xsl:apply-templates select="oai:header"/>
        <dl><xsl:apply-templates select="oai:metadata/*/*" mode="pair"/></dl>
      </article>
    </xsl:for-each>
    <xsl:apply-templates select="oai:resumptionToken"/>
  </xsl:template>

  <xsl:template match="oai:header">
    <h2>
      <a href="?verb=GetRecord&amp;metadataPrefix=oai_dc&amp;identifier={oai:identifier}"><xsl:value-of select="oai:identifier"/></a>
    </h2>
    <p>
      <xsl:if test="@status">Deleted, </xsl:if>
      <xsl:value-of select="oai:datestamp"/>
      <xsl:for-each select="oai:setSpec">
        <xsl:text> · </xsl:text>
        <a href="?verb=ListRecords&amp;metadataPrefix=oai_dc&amp;set={.}"><xsl:value-of select="."/></a>
      </xsl:for-each>
    </p>
  </xsl:template>

  <xsl:template match="oai:resumptionToken">
    <p>
      <xsl:value-of select="@cursor"/> read before, <xsl:value-of select="@completeListSize"/> in all.
      <xsl:if test="text()">
        <a href="?verb={$base/@verb}&amp;resumptionToken={.}">The next</a>
      </xsl:if>
    </p>
  </xsl:template>

  <!-- Whatever the format: the name of the element, and what is in it. -->
  <xsl:template match="*" mode="pair">
    <dt><xsl:value-of select="local-name()"/></dt>
    <dd dir="auto">
      <xsl:if test="@xml:lang"><xsl:attribute name="lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if>
      <xsl:choose>
        <xsl:when test="*"><dl><xsl:apply-templates mode="pair"/></dl></xsl:when>
        <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
      </xsl:choose>
    </dd>
  </xsl:template>
  <xsl:template match="text()" mode="pair"/>
</xsl:stylesheet>
